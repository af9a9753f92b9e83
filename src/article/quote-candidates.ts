import type { CueLinks, Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import { CueClass } from './cues.ts';
import type { Mention } from './mentions.ts';
import { MentionType } from './mentions.ts';
import { Word } from './name-words.ts';
import type { Parties } from './parties.ts';
import type { QuoteMarks } from './quote-marks.ts';
import type { Turn } from './transcript.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** All that is known of a body before its quotes are attributed. */
export interface Reading {
  readonly body: string;
  readonly words: Words;
  readonly quotes: readonly QuoteMarks[];
  readonly mentions: readonly Mention[];
  readonly links: CueLinks;
  readonly parties: Parties;
  /** Turns of a dialogue; their blocks hold no quotes. */
  readonly turns: readonly Turn[];
}

/** A mention that may be the speaker of a quote, and its features (indexes into the weights). */
export interface Candidate {
  /** Index of the mention, or -1: the quote has no speaker. */
  readonly mention: number;
  readonly link: Link | undefined;
  readonly features: readonly number[];
}

/** What a first pass found for the quotes around: parties and how near these quotes stand. */
export interface Neighbours {
  readonly previousParty: number;
  /** Mention that the previous quote was given to; a candidate wherever it stands. */
  readonly previousMention: number;
  readonly nextParty: number;
}

const BEFORE = 22;
const AFTER = 10;
const BLOCKS_BACK = 3;

const POSITIONS = 12;
const RELATIONS = 13;
const CLASSES = 12;
const TYPES = 15;
const ADJACENCIES = 10;
const SHAPES = 12;

/** Feature templates, each with the number of its values; weights are stored under these names. */
export const TEMPLATES: readonly (readonly [name: string, size: number])[] = [
  ['relation, cue, position', RELATIONS * CLASSES * POSITIONS],
  ['relation, adjacency, shape', RELATIONS * ADJACENCIES * SHAPES],
  ['type, position', TYPES * POSITIONS],
  ['type, relation', TYPES * RELATIONS],
  ['distance, position, linked', 10 * POSITIONS * 2],
  ['rank, side, linked', 7 * 2 * 2 * 2],
  ['gerund, relation, position', 2 * RELATIONS * POSITIONS],
  ['preposition, position, linked', 10 * POSITIONS * 2],
  ['sentence start, position, relation', 2 * POSITIONS * RELATIONS],
  ['previous speaker, gap, relation', 3 * 6 * RELATIONS],
  ['next speaker, gap, relation', 3 * 6 * RELATIONS],
  ['frequency, type', 5 * TYPES],
  ['first person in quote, type', 2 * TYPES],
  ['named in quote, linked', 2 * 2],
  ['rival link, own link, position', 4 * 3 * POSITIONS],
  ['quote between, position, relation', 3 * POSITIONS * RELATIONS],
  ['mark before, relation, side', 6 * RELATIONS * 2],
  ['cues between, relation, side', 4 * RELATIONS * 2],
  ['shape, position, linked', SHAPES * POSITIONS * 2],
  ['length, linked, position', 6 * 2 * POSITIONS],
  ['possessive, relation', 2 * RELATIONS],
  ['cue, adjacency, quote length', CLASSES * ADJACENCIES * 6],
  ['verb before, relation, cue', 2 * RELATIONS * CLASSES],
  ['verb after, relation, cue', 1 * RELATIONS * CLASSES],
  ['that, relation, position', 2 * RELATIONS * POSITIONS],
  ['none: shape, rival', SHAPES * 4],
  ['none: before, length', 12 * 6],
  ['none: case, length', 4 * 6],
  ['none: after, length', 8 * 6],
  ['none: previous, gap', 3 * 6],
  ['none: single marks, length', 2 * 6],
  ['none: next, gap', 3 * 6],
  ['none: verb before, length', 13 * 6],
];

const OFFSETS: readonly number[] = TEMPLATES.reduce<number[]>(
  (sums, [, size]) => {
    sums.push(sums.at(-1)! + size);
    return sums;
  },
  [0],
);
export const FEATURE_COUNT = OFFSETS.at(-1)!;

const DISTANCES = [0, 1, 2, 4, 7, 12, 20, 35, 60];
const FIRST_PERSON = /(?:^|[^\p{L}])(?:I|I[’']m|I[’']ve|I[’']d|my|we|our|me|us)(?![\p{L}])/iu;

/** The candidates of a quote, the speakerless one first. Their number is bounded. */
export function quoteCandidates(
  reading: Reading,
  index: number,
  around: Neighbours,
  /** Index of the first mention behind the quote's token. */
  split: number,
): readonly Candidate[] {
  const { words, quotes, mentions } = reading;
  const quote = quotes[index]!;
  const token = words.quoteToken[index]!;
  const facts = quoteFacts(reading, index, token);
  const found: number[] = [];
  for (let m = split - 1; m >= 0 && split - m <= BEFORE; m--) {
    if (quote.block - words.block[mentions[m]!.first]! > BLOCKS_BACK) break;
    found.push(m);
  }
  const beforeCount = found.length;
  if (
    around.previousMention >= 0 &&
    around.previousMention < split &&
    !found.includes(around.previousMention)
  )
    found.push(around.previousMention);
  const behind: number[] = [];
  let nextSentence = -1;
  for (let m = split; m < mentions.length && m - split < AFTER; m++) {
    const at = mentions[m]!.first;
    if (words.block[at]! > quote.block) {
      if (words.block[at]! > quote.block + 1) break;
      // Of the next block only its first sentence: a speaker further on speaks for something else.
      if (nextSentence < 0) nextSentence = words.sentence[words.blockStart[quote.block + 1]!]!;
      if (words.sentence[at] !== nextSentence) break;
    }
    behind.push(m);
  }
  const links: (Link | undefined)[] = [];
  const order = [...found, ...behind];
  let rival = 0;
  for (const m of order) {
    const link = bestLink(reading, m, token, words.sentence[token]!);
    links.push(link);
    const strength = linkStrength(words, link, token);
    if (strength > rival) rival = strength;
  }
  const candidates: Candidate[] = [
    { mention: -1, link: undefined, features: noneFeatures(reading, facts, around, rival) },
  ];
  order.forEach((m, at) => {
    const before = at < found.length;
    const rank = before ? Math.min(at, beforeCount) : at - found.length;
    candidates.push({
      mention: m,
      link: links[at],
      features: features(reading, facts, around, m, links[at], rank, rival),
    });
  });
  return candidates;
}

interface QuoteFacts {
  readonly index: number;
  readonly token: number;
  readonly shape: number;
  readonly length: number;
  readonly firstPerson: number;
  readonly text: string;
  readonly markBefore: number;
  readonly previousGap: number;
  readonly nextGap: number;
  /** The two verbs nearest before the quote in its sentence, the nearest first. */
  readonly verbsBefore: readonly number[];
  readonly verbAfter: readonly number[];
}

function quoteFacts(reading: Reading, index: number, token: number): QuoteFacts {
  const { words, quotes, body } = reading;
  const quote = quotes[index]!;
  const text = body.slice(quote.inner.start, Math.min(quote.inner.end, quote.inner.start + 600));
  const count = text.split(/\s+/, 20).length;
  const length = bucket(count, [1, 2, 4, 7, 15]);
  const starts = words.sentenceStart[words.sentence[token]!] === token ? 1 : 0;
  const upper = /^[^\p{L}]*\p{Lu}/u.test(text) ? 1 : 0;
  const size = count <= 3 ? 0 : count <= 9 ? 1 : 2;
  return {
    index,
    token,
    shape: (starts * 2 + upper) * 3 + size,
    length,
    firstPerson: FIRST_PERSON.test(text) ? 1 : 0,
    text: text.toLowerCase(),
    markBefore: markBefore(words, token),
    previousGap: index > 0 ? gap(reading, index - 1) : 5,
    ...verbsAround(reading, token),
    nextGap: index + 1 < quotes.length ? gap(reading, index) : 5,
  };
}

function verbsAround(
  reading: Reading,
  token: number,
): { verbsBefore: readonly number[]; verbAfter: readonly number[] } {
  const { words } = reading;
  const verbsBefore: number[] = [];
  const verbAfter: number[] = [];
  const own = words.sentence[token];
  for (let k = token - 1; k >= 0 && token - k < 60 && words.sentence[k] === own; k--) {
    const cue = words.cue[k];
    if (!cue || words.capital[k]) continue;
    verbsBefore.push(k);
    if (verbsBefore.length === 2) break;
  }
  for (let k = token + 1; k < words.length && k - token < 30 && words.sentence[k] === own; k++) {
    if (!words.cue[k] || words.capital[k]) continue;
    verbAfter.push(k);
    break;
  }
  return { verbsBefore, verbAfter };
}

/** How the mention stands to the given verbs: rank of the verb, relation to it, its kind. */
function verbFeature(reading: Reading, m: number, verbs: readonly number[]): number {
  for (let rank = 0; rank < verbs.length; rank++) {
    for (const link of reading.links.byMention[m]!) {
      if (link.cue === verbs[rank]!)
        return (rank * RELATIONS + link.relation) * CLASSES + link.kind;
    }
  }
  // Relation `none` is free in rank 0: it says that no link was found.
  return 0;
}

/** "that" between the reporting word and the quote. */
function thatFollows(words: Words, cue: number, token: number): boolean {
  for (let k = cue + 1; k < Math.min(token, cue + 14); k++)
    if (words.lower[k] === 'that') return true;
  return false;
}

/** How a quote stands to the one after it. */
function gap(reading: Reading, index: number): number {
  const { words, quotes } = reading;
  const a = words.quoteToken[index]!;
  const b = words.quoteToken[index + 1]!;
  if (words.block[a] === words.block[b]) {
    if (words.sentence[a] === words.sentence[b]) return 0;
    return b - a <= 6 ? 1 : 2;
  }
  if (quotes[index + 1]!.continues) return 3;
  return words.block[b]! - words.block[a]! === 1 ? 4 : 5;
}

function markBefore(words: Words, token: number): number {
  const before = token - 1;
  if (before < 0 || words.block[before] !== words.block[token]) return 0;
  const lower = words.lower[before]!;
  if (words.kind[before] === Token.quote) return 1;
  if (lower === ':') return 2;
  if (lower === ',') return 3;
  if (words.kind[before] === Token.punctuation) return 4;
  return 5;
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

/** Of a mention's links the one whose cue stands nearest the quote, the quote's own sentence first. */
function bestLink(reading: Reading, m: number, token: number, sentence: number): Link | undefined {
  const { words, links } = reading;
  let best: Link | undefined;
  let cost = Infinity;
  for (const link of links.byMention[m]!) {
    let c = Math.abs(link.cue - token);
    if (words.sentence[link.cue] !== sentence) c += 200;
    if (link.relation === Relation.object) c += 40;
    else if (link.relation >= Relation.shared && link.relation !== Relation.label) c += 8;
    if (link.kind === CueClass.weak) c += 6;
    else if (link.kind > CueClass.weak) c += 25;
    if (c < cost) {
      cost = c;
      best = link;
    }
  }
  return best;
}

/** 0 none, 1 elsewhere, 2 in the quote's sentence, 3 beside the quote. */
function linkStrength(words: Words, link: Link | undefined, token: number): number {
  if (!link || link.relation === Relation.object) return 0;
  if (words.sentence[link.cue] !== words.sentence[token])
    return words.block[link.cue] === words.block[token] ? 1 : 0;
  if (link.kind > CueClass.weak) return 1;
  return Math.abs(link.cue - token) <= 5 && link.kind !== CueClass.weak ? 3 : 2;
}

function features(
  reading: Reading,
  facts: QuoteFacts,
  around: Neighbours,
  m: number,
  link: Link | undefined,
  rank: number,
  rival: number,
): readonly number[] {
  const { words, mentions, parties } = reading;
  const mention = mentions[m]!;
  const { token } = facts;
  const place = position(words, mention, token);
  const after = mention.first > token ? 1 : 0;
  const linked = link && link.relation !== Relation.object ? 1 : 0;
  const relation = link ? link.relation : Relation.none;
  const kind = link ? link.kind : 0;
  const near = link ? adjacency(words, mention, link, token) : 9;
  const distance = bucket(after ? mention.first - token - 1 : token - mention.last - 1, DISTANCES);
  const party = parties.of[m]!;
  const out: number[] = [];
  let template = 0;
  const put = (value: number): void => {
    out.push(OFFSETS[template]! + value);
    template++;
  };
  put((relation * CLASSES + kind) * POSITIONS + place);
  put((relation * ADJACENCIES + near) * SHAPES + facts.shape);
  put(mention.type * POSITIONS + place);
  put(mention.type * RELATIONS + relation);
  put((distance * POSITIONS + place) * 2 + linked);
  put(((Math.min(rank, 6) * 2 + after) * 2 + linked) * 2 + (place <= 1 ? 1 : 0));
  put(((link?.gerund ? 1 : 0) * RELATIONS + relation) * POSITIONS + place);
  put((preposition(words, mention) * POSITIONS + place) * 2 + linked);
  const starts = words.sentenceStart[words.sentence[mention.first]!] === mention.first ? 1 : 0;
  put((starts * POSITIONS + place) * RELATIONS + relation);
  const previous =
    around.previousParty < 0 ? 0 : party >= 0 && party === around.previousParty ? 2 : 1;
  put((previous * 6 + facts.previousGap) * RELATIONS + relation);
  const next = around.nextParty < 0 ? 0 : party >= 0 && party === around.nextParty ? 2 : 1;
  put((next * 6 + facts.nextGap) * RELATIONS + relation);
  const count = party >= 0 ? parties.count[party]! : 0;
  put(bucket(count, [0, 1, 3, 8]) * TYPES + mention.type);
  put(facts.firstPerson * TYPES + mention.type);
  const tail =
    mention.type >= MentionType.fullName && mention.type <= MentionType.otherName
      ? words.lower[mention.last]!
      : '';
  put((tail !== '' && facts.text.includes(tail) ? 2 : 0) + linked);
  const own = linkStrength(words, link, token);
  put((rival * 3 + (own === 0 ? 0 : own < rival ? 1 : 2)) * POSITIONS + place);
  put((quotesBetween(words, mention, token) * POSITIONS + place) * RELATIONS + relation);
  put((facts.markBefore * RELATIONS + relation) * 2 + after);
  put((cuesBetween(reading, link, token) * RELATIONS + relation) * 2 + after);
  put((facts.shape * POSITIONS + place) * 2 + linked);
  put((facts.length * 2 + linked) * POSITIONS + place);
  put((mention.possessive ? RELATIONS : 0) + relation);
  put((kind * ADJACENCIES + near) * 6 + facts.length);
  put(verbFeature(reading, m, facts.verbsBefore));
  put(verbFeature(reading, m, facts.verbAfter));
  const that =
    link !== undefined && link.cue < token && thatFollows(words, link.cue, token) ? 1 : 0;
  put((that * RELATIONS + relation) * POSITIONS + place);
  return out;
}

function noneFeatures(
  reading: Reading,
  facts: QuoteFacts,
  around: Neighbours,
  rival: number,
): readonly number[] {
  const { words, quotes } = reading;
  const { token, length } = facts;
  const first = TEMPLATES.findIndex(([name]) => name.startsWith('none'));
  const previous = around.previousParty === -2 ? 0 : around.previousParty < 0 ? 1 : 2;
  const next = around.nextParty === -2 ? 0 : around.nextParty < 0 ? 1 : 2;
  const values = [
    facts.shape * 4 + rival,
    wordBefore(words, token) * 6 + length,
    letterCase(
      reading.body
        .slice(quotes[facts.index]!.inner.start, quotes[facts.index]!.inner.end)
        .slice(0, 200),
    ) *
      6 +
      length,
    wordAfter(words, token) * 6 + length,
    previous * 6 + facts.previousGap,
    (quotes[facts.index]!.single ? 6 : 0) + length,
    next * 6 + facts.nextGap,
    (facts.verbsBefore[0] === undefined ? 12 : words.cue[facts.verbsBefore[0]]!.kind) * 6 + length,
  ];
  return values.map((value, k) => OFFSETS[first + k]! + value);
}

/** 0-3 cue or speaker directly behind the quote … far behind; 4-7 before it; 8 another sentence. */
function adjacency(words: Words, mention: Mention, link: Link, token: number): number {
  if (words.sentence[link.cue] !== words.sentence[token]) return 8;
  if (link.cue > token) {
    const nearest = mention.first > token ? Math.min(link.cue, mention.first) : link.cue;
    return bucket(nearest - token - 1, [1, 3, 7]);
  }
  const nearest = mention.first < token ? Math.max(link.cue, mention.last) : link.cue;
  return 4 + bucket(token - nearest - 1, [1, 4, 10]);
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

function cuesBetween(reading: Reading, link: Link | undefined, token: number): number {
  if (!link) return 3;
  const { words } = reading;
  const from = Math.min(link.cue, token) + 1;
  const to = Math.min(Math.max(link.cue, token), from + 40);
  let count = 0;
  for (let k = from; k < to && count < 2; k++) {
    const cue = words.cue[k];
    if (cue && cue.kind < CueClass.think) count++;
  }
  return count;
}

function wordBefore(words: Words, token: number): number {
  const k = token - 1;
  if (k < 0 || words.block[k] !== words.block[token]) return 0;
  if (words.kind[k] === Token.quote) return 1;
  if (words.kind[k] !== Token.word)
    return words.lower[k] === ',' ? 2 : words.lower[k] === ':' ? 3 : 4;
  if (words.possessive[k]) return 5;
  const bits = words.bits[k]!;
  if (bits & Word.determiner) return 6;
  if (bits & Word.preposition) return 7;
  if (bits & Word.auxiliary) return 8;
  const cue = words.cue[k];
  if (cue) return cue.kind === CueClass.call ? 9 : 10;
  return 11;
}

function wordAfter(words: Words, token: number): number {
  const k = token + 1;
  if (k >= words.length || words.block[k] !== words.block[token]) return 0;
  if (words.sentence[k] !== words.sentence[token]) return 1;
  if (words.kind[k] === Token.quote) return 2;
  if (words.kind[k] !== Token.word) return words.lower[k] === ',' ? 3 : 4;
  if (words.cue[k]?.finite) return 5;
  return words.capital[k] ? 6 : 7;
}

/** 0 lower case, 1 only the first word capitalised, 2 most words capitalised, 3 no letters. */
function letterCase(text: string): number {
  const all = text.match(/\p{L}[\p{L}'’]*/gu);
  if (!all) return 3;
  let capitals = 0;
  for (const word of all) if (/^\p{Lu}/u.test(word)) capitals++;
  if (capitals === 0) return 0;
  const content = all.filter((word) => word.length > 3 || /^\p{Lu}/u.test(word)).length;
  return capitals >= 2 && capitals >= content * 0.7 ? 2 : 1;
}

function bucket(value: number, limits: readonly number[]): number {
  let b = 0;
  while (b < limits.length && value > limits[b]!) b++;
  return b;
}
