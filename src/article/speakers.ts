import type { KnownNames, Speaker } from './attribution.ts';
import type { Mention } from './mention.ts';
import { isName, isPronoun, MentionType, mentionSpan } from './mention.ts';
import { Word } from './name-words.ts';
import { officeHolder } from './office-holder.ts';
import type { Reading } from './reading.ts';
import { roleBeside, rolesByParty } from './roles.ts';
import type { Span } from './span.ts';
import type { Turn } from './transcript.ts';

/** Who a mention or a label of a dialogue is: name in full, evidence, role. */
export interface Speakers {
  of(mention: number): Speaker;
  ofTurn(turn: Turn): Speaker | undefined;
}

export function speakers(reading: Reading, known?: KnownNames): Speakers {
  const { words, mentions, parties, body } = reading;
  const roles = rolesByParty(words, mentions, parties);
  const institutions = new Set(known?.institutions?.map(plain));
  const people = new Set(known?.people?.map(plain));
  const bySurname = new Map<string, number>();
  parties.fullest.forEach((m, party) => {
    const mention = mentions[m]!;
    if (mention.type !== MentionType.fullName && mention.type !== MentionType.surname) return;
    const surname = words.lower[mention.last]!;
    if (!bySurname.has(surname)) bySurname.set(surname, party);
  });

  const institutional = (name: string, mention: Mention): boolean => {
    if (institutions.has(plain(name))) return true;
    if (people.has(plain(name))) return false;
    return (
      mention.type === MentionType.institution ||
      mention.type === MentionType.group ||
      mention.type === MentionType.document ||
      mention.type === MentionType.it
    );
  };

  return {
    of(m) {
      const mention = mentions[m]!;
      const owner = ownerOf(reading, m);
      const party = parties.of[owner < 0 ? m : owner]!;
      const best = party >= 0 ? mentions[parties.fullest[party]!]! : mention;
      // Two officials are not the same official: a description stands for itself.
      const fullest =
        isName(best) || isPronoun(mention) ? best : owner < 0 ? mention : mentions[owner]!;
      const span = nameSpan(reading, mention);
      const full = nameSpan(reading, fullest);
      const name = body.slice(full.start, full.end);
      const beside = isName(mention) ? roleBeside(words, mention) : null;
      const role = beside ?? (party >= 0 ? roles[party] : undefined);
      return {
        name,
        span,
        ...(full.start === span.start ? {} : { nameSpan: full }),
        ...(role ? { role } : {}),
        institution: institutional(name, fullest),
      };
    },
    ofTurn(turn) {
      if (turn.anonymous) return undefined;
      const label = body.slice(turn.label.start, turn.label.end);
      const surname = plain(label).split(' ').at(-1)!;
      const holder = known?.title === undefined ? undefined : officeHolder(known.title, label);
      if (holder !== undefined) return { name: holder, span: turn.label, institution: false };
      const party = bySurname.get(surname);
      if (party === undefined) return { name: label, span: turn.label, institution: false };
      const fullest = mentions[parties.fullest[party]!]!;
      const full = nameSpan(reading, fullest);
      // Where the article never names the speaker in full, or the label says an office, it says most.
      const office = words.bits[fullest.last]! & (Word.title | Word.person);
      if (office || !/\p{Ll}/u.test(body.slice(full.start, full.end)))
        return { name: label, span: turn.label, institution: false };
      const role = roles[party];
      return {
        name: body.slice(full.start, full.end),
        span: turn.label,
        nameSpan: full,
        ...(role ? { role } : {}),
        institution: false,
      };
    },
  };
}

/** Whose words a document's are, where its description says so ("Mir's statement"): index of that mention, or -1. */
function ownerOf(reading: Reading, m: number): number {
  const { mentions } = reading;
  const document = mentions[m]!;
  if (document.type !== MentionType.document) return -1;
  for (let k = m - 1; k >= Math.max(0, m - 4); k--) {
    const other = mentions[k]!;
    if (other.last < document.first - 1) return -1;
    if (other.possessive && isName(other) && other.last < document.last) return k;
  }
  return -1;
}

/** The name proper of a named mention; all the words of a description or a pronoun. */
function nameSpan(reading: Reading, mention: Mention): Span {
  const { words } = reading;
  const span = mentionSpan(words, mention);
  if (isPronoun(mention) || !isName(mention)) return span;
  let first = mention.name;
  // "former US Ambassador Ryan Crocker": a title in small letters in front is no part of the name.
  while (first < mention.last && words.bits[first]! & Word.title && !words.capital[first]) first++;
  return { start: words.start[first]!, end: span.end };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/^the /, '').replaceAll('.', '').trim();
}
