import type { Region } from './article.ts';
import { Relation } from './cue-links.ts';
import { isName, MentionType, mentionSpan } from './mention.ts';
import { Word } from './name-words.ts';
import type { Reading } from './reading.ts';
import { read } from './reading.ts';
import { rolesByParty } from './roles.ts';
import type { Span } from './span.ts';

const ACTING = new Set<number>([
  Relation.subject,
  Relation.subjectAcrossCommas,
  Relation.inverted,
  Relation.according,
]);

/** A person or institution that an article names. */
export interface NamedParty {
  /** The fullest form of the name that the article uses, as written. */
  readonly name: string;
  /** Where that form first stands. */
  readonly span: Span;
  /** Role and affiliation as written beside the name, where there are any. */
  readonly role?: Span;
  readonly institution: boolean;
  /** How often the reporter's words mention the party by name. */
  readonly mentions: number;
}

/**
 * People and institutions named in the reporter's words, by first appearance. Places are left out as far
 * as their prepositions tell them.
 */
export function namedParties(body: string, regions: readonly Region[] = []): readonly NamedParty[] {
  return partiesOf(read(body, regions));
}

export function partiesOf(reading: Reading): readonly NamedParty[] {
  const { words, mentions, parties, body } = reading;
  const evidence = parties.fullest.map(() => ({ acts: 0, located: 0, titled: false, names: 0 }));
  mentions.forEach((mention, m) => {
    const party = parties.of[m]!;
    if (party < 0) return;
    const seen = evidence[party]!;
    for (const link of reading.links.byMention[m]!) {
      if (ACTING.has(link.relation)) {
        seen.acts++;
        break;
      }
    }
    if (!isName(mention)) return;
    seen.names++;
    if (mention.first < mention.name) seen.titled = true;
    const before = mention.first - 1;
    if (
      before >= 0 &&
      words.bits[before]! & Word.preposition &&
      /^(?:in|at|near|across|from|inside|into|to)$/.test(words.lower[before]!)
    )
      seen.located++;
  });
  const roles = rolesByParty(words, mentions, parties);
  const found: NamedParty[] = [];
  parties.fullest.forEach((m, party) => {
    const mention = mentions[m]!;
    const { acts, located, names } = evidence[party]!;
    if (!isName(mention) || names === 0) return;
    // A country speaks through its government, which is another name.
    if (mention.name === mention.last && words.bits[mention.last]! & Word.place) return;
    if (acts === 0 && located * 2 >= names) return;
    const certain =
      mention.type === MentionType.fullName || mention.type === MentionType.institution;
    if (!certain && acts === 0 && mention.type !== MentionType.surname) return;
    const span = { start: words.start[mention.name]!, end: mentionSpan(words, mention).end };
    const role = roles[party];
    found.push({
      name: body.slice(span.start, span.end),
      span,
      ...(role ? { role } : {}),
      institution: mention.type === MentionType.institution,
      mentions: names,
    });
  });
  return found.sort((a, b) => a.span.start - b.span.start);
}
