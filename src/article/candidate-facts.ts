import { clauseFacts } from './clause-facts.ts';
import { adjacency, cuesBetween, linkStrength, thatFollows } from './cue-distance.ts';
import type { Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import type { Mention } from './mention.ts';
import { MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { QuoteFacts } from './quote-facts.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Positions of the facts in a candidate's row of numbers. */
export const Fact = {
  speakerless: 0,
  relation: 1,
  cue: 2,
  position: 3,
  adjacency: 4,
  type: 5,
  /** Tokens between the mention and the quote, at most 200. */
  distance: 6,
  /** Place among the candidates on its side, the nearest first. */
  rank: 7,
  after: 8,
  gerund: 9,
  preposition: 10,
  sentenceStart: 11,
  count: 12,
  named: 13,
  rival: 14,
  own: 15,
  quotesBetween: 16,
  cuesBetween: 17,
  possessive: 18,
  verbBefore: 19,
  verbBeforeCue: 20,
  verbAfter: 21,
  verbAfterCue: 22,
  that: 23,
  cueDistance: 24,
  resolved: 25,
  size: 26,
  starts: 27,
  upper: 28,
  firstPerson: 29,
  markBefore: 30,
  wordBefore: 31,
  wordAfter: 32,
  letterCase: 33,
  single: 34,
  continues: 35,
  previousGap: 36,
  nextGap: 37,
  lastVerb: 38,
  wordBefore2: 39,
  inName: 40,
  ending: 41,
  /** Verbs, commas and clause openers between the reporting word and the quote, at most 4 each. */
  verbsBetween: 42,
  commasBetween: 43,
  breaksBetween: 44,
  /** Tokens between the mention and the reporting word, at most 40. */
  subjectDistance: 45,
  /** Reporting word in the quote's own sentence: 0 or 1. */
  sameSentence: 46,
  subjectsBetween: 47,
  issues: 48,
  denied: 49,
} as const;

export const FACTS = 50;

/** Facts of the choice that a quote has no speaker. */
export function speakerlessFacts(reading: Reading, facts: QuoteFacts, rival: number): number[] {
  const row = new Array<number>(FACTS).fill(0);
  row[Fact.speakerless] = 1;
  row[Fact.rival] = rival;
  shared(row, reading, facts);
  return row;
}

/** Facts of a mention as the speaker of a quote. */
export function candidateFacts(
  reading: Reading,
  facts: QuoteFacts,
  m: number,
  link: Link | undefined,
  rank: number,
  rival: number,
): number[] {
  const { words, mentions, parties } = reading;
  const mention = mentions[m]!;
  const { token } = facts;
  const after = mention.first > token;
  const party = parties.of[m]!;
  const tail =
    mention.type >= MentionType.fullName && mention.type <= MentionType.otherName
      ? words.lower[mention.last]!
      : '';
  const row = new Array<number>(FACTS).fill(0);
  row[Fact.relation] = link ? link.relation : Relation.none;
  row[Fact.cue] = link ? link.kind : 0;
  row[Fact.position] = position(words, mention, token);
  row[Fact.adjacency] = link ? adjacency(words, mention, link, token) : 9;
  row[Fact.type] = mention.type;
  row[Fact.distance] = Math.min(200, after ? mention.first - token - 1 : token - mention.last - 1);
  row[Fact.rank] = rank;
  row[Fact.after] = after ? 1 : 0;
  row[Fact.gerund] = link?.gerund ? 1 : 0;
  row[Fact.preposition] = preposition(words, mention);
  row[Fact.sentenceStart] =
    words.sentenceStart[words.sentence[mention.first]!] === mention.first ? 1 : 0;
  row[Fact.count] = party >= 0 ? Math.min(30, parties.count[party]!) : 0;
  row[Fact.named] = tail !== '' && facts.text.includes(tail) ? 1 : 0;
  row[Fact.rival] = rival;
  row[Fact.own] = linkStrength(words, link, token);
  row[Fact.quotesBetween] = quotesBetween(words, mention, token);
  row[Fact.cuesBetween] = cuesBetween(reading, link, token);
  row[Fact.possessive] = mention.possessive ? 1 : 0;
  const before = verbLink(reading, m, facts.verbsBefore);
  row[Fact.verbBefore] = before ? before.relation + 20 * facts.verbsBefore.indexOf(before.cue) : 0;
  row[Fact.verbBeforeCue] = before ? before.kind : 0;
  const behind = verbLink(reading, m, facts.verbAfter);
  row[Fact.verbAfter] = behind ? behind.relation : 0;
  row[Fact.verbAfterCue] = behind ? behind.kind : 0;
  row[Fact.that] = link && link.cue < token && thatFollows(words, link.cue, token) ? 1 : 0;
  row[Fact.cueDistance] = link ? Math.max(-99, Math.min(99, link.cue - token)) : 100;
  if (link) between(row, words, link, token);
  row[Fact.subjectDistance] = link
    ? Math.min(40, Math.max(mention.first - link.cue, link.cue - mention.last, 0))
    : 41;
  row[Fact.resolved] = party >= 0 ? 1 : 0;
  const clause = clauseFacts(reading, m, link, token);
  row[Fact.subjectsBetween] = clause.subjectsBetween;
  row[Fact.issues] = clause.issues;
  row[Fact.denied] = clause.denied;
  shared(row, reading, facts);
  return row;
}

const BREAKS = new Set(
  'who which whose while although though when because since whom where after before as if but and'.split(
    ' ',
  ),
);

function between(row: number[], words: Words, link: Link, token: number): void {
  if (words.sentence[link.cue] !== words.sentence[token]) return;
  const from = Math.min(link.cue, token) + 1;
  const to = Math.min(Math.max(link.cue, token), from + 50);
  let verbs = 0;
  let commas = 0;
  let breaks = 0;
  for (let k = from; k < to; k++) {
    if (words.cue[k] && !words.capital[k]) verbs++;
    const lower = words.lower[k]!;
    if (lower === ',' || lower === ';' || lower === '—') commas++;
    else if (BREAKS.has(lower)) breaks++;
  }
  row[Fact.sameSentence] = 1;
  row[Fact.verbsBetween] = Math.min(4, verbs);
  row[Fact.commasBetween] = Math.min(4, commas);
  row[Fact.breaksBetween] = Math.min(4, breaks);
}

function shared(row: number[], reading: Reading, facts: QuoteFacts): void {
  row[Fact.size] = facts.size;
  row[Fact.starts] = facts.starts;
  row[Fact.upper] = facts.upper;
  row[Fact.firstPerson] = facts.firstPerson;
  row[Fact.markBefore] = facts.markBefore;
  row[Fact.wordBefore] = facts.wordBefore;
  row[Fact.wordBefore2] = facts.wordBefore2;
  row[Fact.wordAfter] = facts.wordAfter;
  row[Fact.inName] = facts.inName;
  row[Fact.ending] = facts.ending;
  row[Fact.letterCase] = facts.letterCase;
  row[Fact.single] = facts.single;
  row[Fact.continues] = facts.continues;
  row[Fact.previousGap] = facts.previousGap;
  row[Fact.nextGap] = facts.nextGap;
  const verb = facts.verbsBefore[0];
  row[Fact.lastVerb] = verb === undefined ? 12 : reading.words.cue[verb]!.kind;
}

function verbLink(reading: Reading, m: number, verbs: readonly number[]): Link | undefined {
  for (const verb of verbs) {
    for (const link of reading.links.byMention[m]!) if (link.cue === verb) return link;
  }
  return undefined;
}

function position(words: Words, mention: Mention, token: number): number {
  const blocks = words.block[token]! - words.block[mention.first]!;
  const sentence = words.sentence[mention.first]!;
  const own = words.sentence[token]!;
  if (blocks === 0) {
    if (sentence === own) return mention.first < token ? 0 : 1;
    if (sentence === own - 1) return 2;
    if (sentence < own) return 3;
    return sentence === own + 1 ? 4 : 5;
  }
  if (blocks === 1) {
    const nextStart = words.sentenceStart[sentence + 1] ?? words.length;
    return nextStart >= words.length || words.block[nextStart] !== words.block[mention.first]
      ? 6
      : 7;
  }
  if (blocks === 2) return 8;
  if (blocks === 3) return 9;
  return blocks < 0 ? 10 : 11;
}

const PREPOSITIONS: Readonly<Record<string, number>> = {
  to: 2,
  of: 3,
  about: 4,
  on: 4,
  by: 5,
  from: 6,
  in: 7,
  at: 7,
  for: 8,
  with: 9,
  against: 9,
};

function preposition(words: Words, mention: Mention): number {
  let before = mention.first - 1;
  if (before >= 0 && words.bits[before]! & Word.determiner) before--;
  if (before < 0 || words.sentence[before] !== words.sentence[mention.first]) return 0;
  if (!(words.bits[before]! & Word.preposition)) return 0;
  return PREPOSITIONS[words.lower[before]!] ?? 1;
}

function quotesBetween(words: Words, mention: Mention, token: number): number {
  const from = Math.min(mention.first, token) + 1;
  const to = Math.max(mention.first, token);
  let count = 0;
  for (let k = from; k < to && count < 2; k++) if (words.kind[k] === Token.quote) count++;
  return count;
}
