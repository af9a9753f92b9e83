import {
  directSubject,
  headOf,
  isObjectPronoun,
  mentionFrom,
  ownerBefore,
  subjectAcrossCommas,
} from './cue-subjects.ts';
import { CueClass } from './cues.ts';
import type { Mention } from './mention.ts';
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
