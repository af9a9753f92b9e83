import type { Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import { MentionType } from './mention.ts';
import type { Reading } from './reading.ts';

/** How a mention stands in the clauses around a quotation. */
export interface ClauseFacts {
  /** Other subjects of verbs between the mention and the quotation, in its sentence, at most 3. */
  readonly subjectsBetween: number;
  /** 1: puts out a document that has a reporting word ("issued a statement saying"); 2: is that document. */
  readonly issues: number;
  /** Whether the reporting word is denied ("did not call"): 0 or 1. */
  readonly denied: number;
}

const DENIED =
  /^(?:not|never|don['’]t|doesn['’]t|didn['’]t|won['’]t|wouldn['’]t|refused|declined|without|nor)$/;
const SUBJECTS = new Set<number>([
  Relation.subject,
  Relation.subjectAcrossCommas,
  Relation.inverted,
  Relation.subjectHead,
]);
/** Mentions looked at on either side. */
const REACH = 6;

export function clauseFacts(
  reading: Reading,
  m: number,
  link: Link | undefined,
  token: number,
): ClauseFacts {
  const { words, mentions, links } = reading;
  const mention = mentions[m]!;
  const sentence = words.sentence[token];
  let subjectsBetween = 0;
  let issues = 0;
  const step = mention.first < token ? 1 : -1;
  for (
    let k = m + step, seen = 0;
    k >= 0 && k < mentions.length && seen < REACH;
    k += step, seen++
  ) {
    const other = mentions[k]!;
    if (step > 0 ? other.first >= token : other.last <= token) break;
    if (words.sentence[other.first] !== sentence) {
      if (words.sentence[other.first] === words.sentence[mention.first]) continue;
      break;
    }
    if (links.byMention[k]!.some((l) => SUBJECTS.has(l.relation))) subjectsBetween++;
  }
  if (mention.type === MentionType.document) {
    if (link?.relation === Relation.subject && issuerOf(reading, m) >= 0) issues = 2;
  } else {
    for (let k = m + 1; k < mentions.length && k <= m + 3; k++) {
      if (words.sentence[mentions[k]!.first] !== words.sentence[mention.first]) break;
      if (mentions[k]!.type === MentionType.document && issuerOf(reading, k) === m) issues = 1;
    }
  }
  let denied = 0;
  if (link) {
    for (let k = link.cue - 1; k >= Math.max(0, link.cue - 3); k--)
      if (words.sentence[k] === words.sentence[link.cue] && DENIED.test(words.lower[k]!))
        denied = 1;
  }
  return { subjectsBetween: Math.min(3, subjectsBetween), issues, denied };
}

/** The subject of the verb whose object a document is, when that document reports something itself; -1 for none. */
function issuerOf(reading: Reading, m: number): number {
  const { links, mentions, words } = reading;
  const own = links.byMention[m]!;
  const reports = own.some(
    (l) => l.relation === Relation.subject || l.relation === Relation.origin,
  );
  const object = own.find((l) => l.relation === Relation.object);
  if (!reports || !object) return -1;
  for (let k = m - 1; k >= Math.max(0, m - 4); k--) {
    if (words.sentence[mentions[k]!.first] !== words.sentence[mentions[m]!.first]) return -1;
    const acts = links.byMention[k]!.some(
      (l) => l.cue === object.cue && l.relation !== Relation.object,
    );
    if (acts) return k;
  }
  return -1;
}
