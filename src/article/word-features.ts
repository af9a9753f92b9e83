import type { Link } from './cue-links.ts';
import { CueClass } from './cues.ts';
import type { Mention } from './mention.ts';
import { isDescription, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { QuoteFacts } from './quote-facts.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Buckets that the words themselves are hashed to (the hashing trick of Weinberger et al. 2009). */
export const WORD_BUCKETS = 16_384;

/** Longest way between a reporting word and a quotation that is told by its words, in tokens. */
const WAY = 5;

/** Features made of the words as written: which verb, which word beside the quotation, which way between them. */
export function wordFeatures(
  reading: Reading,
  facts: QuoteFacts,
  m: number,
  link: Link | undefined,
): readonly number[] {
  const { words, mentions } = reading;
  const { token } = facts;
  const mention = mentions[m]!;
  const near = way(words, Math.min(mention.last, token), Math.max(mention.first, token));
  const after = mention.first > token ? 1 : 0;
  const kind = headKind(words, mention);
  if (!link) return [bucket(1, near, mention.type, after), bucket(2, kind, after, 0)];
  const behind = link.cue > token ? 1 : 0;
  const own = words.sentence[link.cue] === words.sentence[token] ? 1 : 0;
  const verb = hash(words.lower[link.cue]!);
  const way_ = own
    ? way(words, Math.min(link.cue, token), Math.max(link.cue, token))
    : words.block[link.cue] === words.block[token]
      ? 7
      : 8;
  const subject = way(words, Math.min(mention.last, link.cue), Math.max(mention.first, link.cue));
  const size = facts.size <= 3 ? 0 : facts.size <= 9 ? 1 : 2;
  return [
    bucket(1, near, mention.type, after),
    bucket(2, kind, after, link.relation),
    bucket(3, verb, link.relation, behind * 2 + own),
    bucket(4, verb, way_, link.relation),
    bucket(5, way_, link.relation, link.kind * 3 + size),
    bucket(6, subject, link.relation, mention.type),
    bucket(7, verb, own ? facts.wordBefore : 99, size),
    bucket(8, verb, facts.upper * 2 + facts.starts, size * 2 + behind),
    bucket(9, link.relation, hash(words.lower[token + 1] ?? ''), after),
  ];
}

/** The same for the choice that nobody speaks. */
export function speakerlessWordFeatures(reading: Reading, facts: QuoteFacts): readonly number[] {
  const { words } = reading;
  const { token } = facts;
  const own = words.block[token];
  const at = (k: number): number =>
    k < 0 || k >= words.length || words.block[k] !== own ? 3 : hash(words.lower[k]!);
  const size = facts.size <= 2 ? 0 : facts.size <= 5 ? 1 : 2;
  const first = /^[^\p{L}]*([\p{L}’'-]+)/u.exec(facts.text)?.[1] ?? '';
  const last = /([\p{L}’'-]+)[^\p{L}]*$/u.exec(facts.text)?.[1] ?? '';
  const verb = facts.verbsBefore[0];
  const before = at(token - 1);
  return [
    bucket(21, before, size, facts.upper),
    bucket(22, at(token + 1), size, facts.upper),
    bucket(23, before, at(token - 2), 0),
    bucket(24, hash(first), size, facts.upper),
    bucket(25, hash(last), size, facts.upper),
    bucket(26, verb === undefined ? 5 : hash(words.lower[verb]!), size, 0),
    bucket(27, facts.size <= 3 ? hash(facts.text) : 5, 0, 0),
    bucket(28, tag(words, token - 1), tag(words, token - 2), tag(words, token - 3) * 3 + size),
    bucket(29, tag(words, token - 1), tag(words, token + 1), size * 4 + facts.letterCase),
    bucket(30, verb === undefined ? 5 : hash(words.lower[verb]!), before, 0),
    bucket(31, before, at(token + 1), 0),
  ];
}

/** What a description says that somebody is; a name says only that it is one. */
function headKind(words: Words, mention: Mention): number {
  if (isDescription(mention) || mention.type === MentionType.bare)
    return hash(words.lower[mention.last]!);
  return mention.type;
}

/** The tokens between two, as a number; long ways by their length. */
function way(words: Words, from: number, to: number): number {
  const steps = to - from - 1;
  if (steps > WAY) return steps > 12 ? (steps > 25 ? 3 : 2) : 1;
  let value = 17;
  for (let k = from + 1; k < to; k++) value = Math.imul(value, 31) + tag(words, k);
  return value >>> 0;
}

/** Rough part of speech of a token, 0 to 19. */
function tag(words: Words, k: number): number {
  if (k < 0 || k >= words.length) return 0;
  const kind = words.kind[k];
  if (kind === Token.quote) return 1;
  if (kind === Token.number) return 2;
  const lower = words.lower[k]!;
  if (kind === Token.punctuation)
    return lower === ',' ? 3 : lower === ':' ? 4 : lower === '—' || lower === '–' ? 5 : 6;
  if (lower === 'that') return 7;
  if (lower === 'as') return 8;
  if (lower === 'and' || lower === 'or') return 9;
  const bits = words.bits[k]!;
  if (bits & Word.pronoun) return 10;
  if (bits & Word.determiner) return words.possessive[k] ? 11 : 12;
  if (bits & Word.auxiliary) return 13;
  if (bits & Word.preposition) return lower === 'of' ? 14 : lower === 'to' ? 15 : 16;
  if (bits & Word.conjunction) return 17;
  if (words.possessive[k]) return 11;
  if (words.capital[k]) return 18;
  const cue = words.cue[k];
  if (cue) return cue.kind <= CueClass.weak ? (cue.gerund ? 19 : 20) : 21;
  if (bits & (Word.person | Word.group | Word.document)) return 22;
  return bits & Word.adverb ? 23 : 24;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  const n = Math.min(text.length, 24);
  for (let k = 0; k < n; k++) value = Math.imul(value ^ text.charCodeAt(k), 0x01000193);
  return value >>> 0;
}

function bucket(template: number, a: number, b: number, c: number): number {
  let value = Math.imul(template, 0x9e3779b1);
  value = Math.imul(value ^ a, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15) ^ b, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 13) ^ c, 0x27d4eb2f);
  return ((value ^ (value >>> 16)) >>> 0) % WORD_BUCKETS;
}
