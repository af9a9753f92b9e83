import type { Attribution } from '../src/article/attribution.ts';
import { reports } from '../src/article/cues.ts';
import { Word } from '../src/article/name-words.ts';
import type { Reading } from '../src/article/reading.ts';
import type { GoldQuote } from './quotes-data.ts';
import { isPronoun } from './quotes-data.ts';

/**
 * What went wrong with a quote whose speaker is not right, in words for a table: what was missed or mistaken, as far
 * as the text and the annotation tell.
 */
export function kindOfError(
  reading: Reading,
  gold: GoldQuote,
  match: Attribution | undefined,
): string {
  if (!gold.attributed) return 'scare quote or title given a speaker';
  if (gold.speaker === '') return 'the annotation names no speaker';
  if (!match) return 'quote not found';
  const own = sentenceAt(reading, gold.start);
  const spoken = gold.speakerSpans.map(([start]) => sentenceAt(reading, start));
  const elsewhere = spoken.length > 0 && !spoken.includes(own);
  if (!match.speaker) {
    if (elsewhere) return 'nobody named: speaker in another sentence';
    return hasCue(reading, own)
      ? 'nobody named: reporting word in the sentence'
      : 'nobody named: no reporting word in the sentence';
  }
  const { span } = match.speaker;
  const near = gold.speakerSpans.some(
    ([start, end]) => span.start - end < 40 && start - span.end < 40,
  );
  if (holds(reading, span.start, span.end, Word.document)) return 'a document for its author';
  if (near && match.speaker.institution) return 'a body for its person or part';
  if (elsewhere) return 'speaker in another sentence';
  if (isPronoun(gold.speaker)) return 'another party than the pronoun annotated';
  if (gold.speakerSpans.some(([start, end]) => holds(reading, start, end, Word.document)))
    return 'somebody for a document';
  return 'another party of the same sentence';
}

function sentenceAt({ words }: Reading, at: number): number {
  let low = 0;
  let high = words.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words.end[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return words.sentence[low] ?? -1;
}

function hasCue({ words }: Reading, sentence: number): boolean {
  const from = words.sentenceStart[sentence] ?? 0;
  const to = words.sentenceStart[sentence + 1] ?? words.length;
  for (let k = from; k < to; k++)
    if (reports(words.cue[k]) || words.lower[k] === 'according') return true;
  return false;
}

function holds({ words }: Reading, start: number, end: number, bit: number): boolean {
  for (let k = 0; k < words.length && words.start[k]! < end; k++)
    if (words.end[k]! > start && words.bits[k]! & bit) return true;
  return false;
}
