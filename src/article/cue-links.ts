import { CueClass, reports } from './cues.ts';
import type { Mention } from './mentions.ts';
import { isPronoun, MentionType } from './mentions.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** How a mention stands to a reporting word. */
export const Relation = {
  none: 0,
  /** "Mir says" */
  subject: 1,
  /** "Mir, a senior expert at the institute, says" */
  subjectAcrossCommas: 2,
  /** "said Mir" */
  inverted: 3,
  /** "according to Mir" */
  according: 4,
  /** "was called … by Mir" */
  agent: 5,
  /** "a statement from Mir", "in Mir's words" */
  origin: 6,
  /** "Mir thanked the hosts and said", ", calling" */
  shared: 7,
  /** First party of the sentence of a reporting word that has no subject beside it. */
  sentenceFirst: 8,
  /** "told Mir" */
  object: 9,
  /** "Mir: …" */
  label: 10,
  /** "The director of the agency said": the head noun of a subject whose last words are a mention too */
  subjectHead: 11,
  /** "— Mir" under or behind a quotation */
  credit: 12,
} as const;

export interface Link {
  readonly relation: number;
  /** Token of the reporting word (of "according" or ":" too). */
  readonly cue: number;
  /** Kind of the reporting word, `CueClass`. */
  readonly kind: number;
  readonly gerund: boolean;
}

/** Reporting words that stand in a sentence, with the parties that they may report: links by mention. */
export interface CueLinks {
  readonly byMention: readonly (readonly Link[])[];
  /** Tokens of reporting words, ascending. */
  readonly cues: readonly number[];
}

const MAX_BACK = 40;
const ORIGIN_NOUNS = new Set(
  'statement interview email e-mail letter memo speech tweet post message report remarks words comments comment article column poll survey ad testimony op-ed book tweets quote phrase view opinion claim assertion answer response'.split(
    ' ',
  ),
);

/** Links every reporting word to the mentions around it. Work per word is bounded. */
export function cueLinks(words: Words, mentions: readonly Mention[]): CueLinks {
  const byMention: Link[][] = mentions.map(() => []);
  const cues: number[] = [];
  const endingAt = new Map<number, number>();
  const startingAt = new Map<number, number>();
  mentions.forEach((mention, index) => {
    endingAt.set(mention.last, index);
    startingAt.set(mention.first, index);
    if (mention.name !== mention.first && !startingAt.has(mention.name))
      startingAt.set(mention.name, index);
  });
  let subjectBefore = -1;
  let sentence = -1;
  let firstOfSentence = -1;
  let next = 0;
  const link = (
    mention: number,
    relation: number,
    cue: number,
    kind: number,
    gerund = false,
  ): void => {
    const list = byMention[mention]!;
    if (list.length < 12) list.push({ relation, cue, kind, gerund });
  };
  for (let i = 0; i < words.length; i++) {
    if (words.sentence[i] !== sentence) {
      sentence = words.sentence[i]!;
      subjectBefore = -1;
      firstOfSentence = -1;
    }
    while (next < mentions.length && mentions[next]!.last < i) {
      const mention = mentions[next]!;
      if (firstOfSentence < 0 && words.sentence[mention.first] === sentence) firstOfSentence = next;
      next++;
    }
    const lower = words.lower[i]!;
    if (lower === 'according' && words.lower[i + 1] === 'to') {
      const target = mentionFrom(words, startingAt, mentions, i + 2);
      cues.push(i);
      if (target >= 0) link(target, Relation.according, i, CueClass.none);
      continue;
    }
    if (lower === ':') {
      const target = endingAt.get(i - 1);
      if (target !== undefined && words.sentence[mentions[target]!.first] === sentence) {
        const starts = words.sentenceStart[sentence] === mentions[target]!.first;
        if (starts) {
          link(target, Relation.label, i, CueClass.none);
          cues.push(i);
        }
      }
      continue;
    }
    if (startsCredit(words, i)) {
      const target = mentionFrom(words, startingAt, mentions, isDash(lower) ? i + 1 : i);
      if (target >= 0) link(target, Relation.credit, i, CueClass.none);
    }
    if (ORIGIN_NOUNS.has(lower)) {
      const owner = i > 0 ? ownerBefore(words, endingAt, mentions, i) : -1;
      if (owner >= 0) link(owner, Relation.origin, i, CueClass.none);
      else if (
        words.lower[i + 1] === 'from' ||
        words.lower[i + 1] === 'by' ||
        words.lower[i + 1] === 'of'
      ) {
        const target = mentionFrom(words, startingAt, mentions, i + 2);
        if (target >= 0) link(target, Relation.origin, i, CueClass.none);
      }
    }
    const cue = words.cue[i];
    if (!cue || (words.capital[i] !== false && words.sentenceStart[sentence] !== i)) continue;
    if (i > 0 && words.bits[i - 1]! & Word.determiner && !cue.finite) continue;
    cues.push(i);
    const direct = directSubject(words, endingAt, mentions, i);
    if (direct >= 0) {
      link(direct, Relation.subject, i, cue.kind, cue.gerund);
      const head = headOf(words, mentions, endingAt, direct);
      if (head >= 0) link(head, Relation.subjectHead, i, cue.kind, cue.gerund);
      subjectBefore = head >= 0 ? head : direct;
    } else {
      const across = subjectAcrossCommas(words, endingAt, mentions, i);
      if (across >= 0) link(across, Relation.subjectAcrossCommas, i, cue.kind, cue.gerund);
      if (subjectBefore >= 0) link(subjectBefore, Relation.shared, i, cue.kind, cue.gerund);
      if (firstOfSentence >= 0 && firstOfSentence !== subjectBefore && firstOfSentence !== across)
        link(firstOfSentence, Relation.sentenceFirst, i, cue.kind, cue.gerund);
      if (across >= 0) subjectBefore = across;
    }
    const after = mentionFrom(words, startingAt, mentions, i + 1);
    if (after >= 0) {
      const inverted =
        direct < 0 &&
        cue.finite &&
        opensClause(words, i) &&
        !isObjectPronoun(words, mentions[after]!);
      link(after, inverted ? Relation.inverted : Relation.object, i, cue.kind, cue.gerund);
    }
    if (words.lower[i + 1] === 'by') {
      const agent = mentionFrom(words, startingAt, mentions, i + 2);
      if (agent >= 0) link(agent, Relation.agent, i, cue.kind, cue.gerund);
    }
  }
  return { byMention, cues };
}

/** Longest credit line, in tokens. */
const MAX_CREDIT = 16;

/** Whether a credit ("— Mir, analyst") starts at the token: a dash at a block's start or behind a quotation. */
function startsCredit(words: Words, i: number): boolean {
  let before = i - 1;
  // The mark of a Markdown block quote.
  if (words.lower[before] === '>') before--;
  const first = before < 0 || words.block[before] !== words.block[i];
  const dash = isDash(words.lower[i]!);
  if (!dash && !(first && words.dashed[words.block[i]!])) return false;
  if (!first && words.kind[before] !== Token.quote) return false;
  return i + MAX_CREDIT >= words.length || words.block[i + MAX_CREDIT] !== words.block[i];
}

function isDash(text: string): boolean {
  return text === '—' || text === '–' || text === '-' || text === '―';
}

/** The mention that starts at the token, a determiner or adjectives aside. */
function mentionFrom(
  words: Words,
  startingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  i: number,
): number {
  for (let k = i; k < Math.min(words.length, i + 7); k++) {
    const hit = startingAt.get(k);
    if (hit !== undefined) {
      return words.sentence[mentions[hit]!.last] === words.sentence[i] ? hit : -1;
    }
    if (
      words.kind[k] !== Token.word ||
      words.bits[k]! & (Word.preposition | Word.conjunction | Word.auxiliary)
    )
      return -1;
    if (reports(words.cue[k]) && words.cue[k]?.finite) return -1;
  }
  return -1;
}

function ownerBefore(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  i: number,
): number {
  for (let k = i - 1; k >= Math.max(0, i - 4); k--) {
    const hit = endingAt.get(k);
    if (hit !== undefined) return mentions[hit]!.possessive ? hit : -1;
    if (words.kind[k] !== Token.word && words.kind[k] !== Token.number) return -1;
  }
  return -1;
}

function directSubject(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  cue: number,
): number {
  for (let k = cue - 1, skipped = 0; k >= 0 && skipped < 7; k--, skipped++) {
    if (words.sentence[k] !== words.sentence[cue]) return -1;
    const hit = endingAt.get(k);
    if (hit !== undefined) {
      const mention = mentions[hit]!;
      return mention.possessive || isObjectPronoun(words, mention) ? -1 : hit;
    }
    const bits = words.bits[k]!;
    if (words.lower[k] === ')') {
      const open = bracketBefore(words, k);
      if (open < 0) return -1;
      k = open;
      continue;
    }
    const skips =
      bits & (Word.adverb | Word.auxiliary) ||
      words.lower[k] === 'to' ||
      (words.lower[k] === 'on' && words.lower[k - 1] === 'went') ||
      words.lower[k] === 'went' ||
      (words.bits[k]! & Word.calendar) !== 0 ||
      (words.lower[k] === 'on' && (words.bits[k + 1]! & Word.calendar) !== 0);
    if (!skips) return -1;
  }
  return -1;
}

/** Opening bracket of the short remark that closes at the token: "Rep. X (R-Mo.)". */
function bracketBefore(words: Words, close: number): number {
  for (let k = close - 1; k >= Math.max(0, close - 9); k--) {
    if (words.lower[k] === '(') return words.sentence[k] === words.sentence[close] ? k : -1;
  }
  return -1;
}

/** The head of "the director of X", when the mention is X. */
function headOf(
  words: Words,
  mentions: readonly Mention[],
  endingAt: ReadonlyMap<number, number>,
  index: number,
): number {
  let k = mentions[index]!.first - 1;
  while (k >= 0 && words.bits[k]! & Word.determiner) k--;
  for (let steps = 0; steps < 3; steps++) {
    if (k < 1 || !(words.bits[k]! & Word.preposition)) return -1;
    if (words.sentence[k] !== words.sentence[mentions[index]!.first]) return -1;
    const hit = endingAt.get(k - 1);
    if (hit === undefined) return -1;
    if (!words.lower[k]!.match(/^(?:of|for|at|in|from|to|on|with)$/)) return -1;
    const before = mentions[hit]!.first - 1;
    if (before < 0 || !(words.bits[before]! & Word.preposition)) return hit;
    k = before;
  }
  return -1;
}

/** "X, …, said": the mention before the farthest comma of an apposition that ends at the cue. */
function subjectAcrossCommas(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  cue: number,
): number {
  let k = cue - 1;
  while (k >= 0 && words.bits[k]! & (Word.adverb | Word.auxiliary)) k--;
  if (k < 0 || words.sentence[k] !== words.sentence[cue]) return -1;
  const close = words.lower[k];
  if (close !== ',' && close !== ')' && close !== '—' && close !== '–') return -1;
  let found = -1;
  for (let j = k - 1; j >= Math.max(0, k - MAX_BACK); j--) {
    if (words.sentence[j] !== words.sentence[cue]) break;
    if (words.kind[j] === Token.quote) break;
    const lower = words.lower[j];
    if (lower === ':' || lower === ';') break;
    const opens = lower === ',' || lower === '(' || lower === '—' || lower === '–';
    if (!opens) continue;
    const hit = endingAt.get(j - 1);
    if (hit === undefined || mentions[hit]!.possessive) continue;
    const mention = mentions[hit]!;
    const before = mention.first - 1;
    found = hit;
    // At a clause's start the apposition cannot reach further back.
    if (
      before < 0 ||
      words.sentence[before] !== words.sentence[cue] ||
      words.kind[before] !== Token.word
    )
      break;
  }
  return found;
}

/** Whether the cue may stand before its subject: after a quotation, a comma or at the start. */
function opensClause(words: Words, cue: number): boolean {
  const before = cue - 1;
  if (before < 0 || words.sentence[before] !== words.sentence[cue]) return true;
  return (
    words.kind[before] === Token.quote ||
    words.lower[before] === ',' ||
    words.lower[before] === '—' ||
    ((words.bits[before]! & Word.adverb) !== 0 && words.kind[before - 1] === Token.quote)
  );
}

function isObjectPronoun(words: Words, mention: Mention): boolean {
  if (!isPronoun(mention) || mention.type === MentionType.relative) return false;
  const lower = words.lower[mention.first];
  return (
    lower === 'him' ||
    lower === 'them' ||
    lower === 'his' ||
    lower === 'her' ||
    lower === 'their' ||
    lower === 'its'
  );
}
