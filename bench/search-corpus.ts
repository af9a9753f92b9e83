import { join } from 'node:path';
import { analyze } from '../src/search/analyzer.ts';
import type { IndexedArticle } from '../src/search/search.ts';
import { jsonLines } from './ranking-sets.ts';

/** Words of a passage at least and at most: running text, no menu lines. */
const SHORTEST = 25;
const LONGEST = 120;
/** Passages of one article of the benchmark. */
const ARTICLE = 20;

/** So many real passages, in articles of twenty. */
export function speedCorpus(data: string, count: number): IndexedArticle[] {
  return [...speedArticles(data, count)];
}

/**
 * The same one by one: only what is real is held. Beyond it copies follow, with a quarter of their words exchanged.
 * @param from leaves out so many passages
 */
export function* speedArticles(data: string, count: number, from = 0): Generator<IndexedArticle> {
  const real = realParagraphs(data, count);
  const stream = real.slice(0, 50_000).flatMap((text) => text.split(' '));
  const textAt = (at: number): string => {
    const copy = Math.floor(at / real.length);
    const i = at % real.length;
    return copy === 0 ? real[i]! : changed(real[i]!, stream, copy * 7_919 + i * 31);
  };
  for (let at = from; at < count; at += ARTICLE) {
    const length = Math.min(ARTICLE, count - at);
    const texts = Array.from({ length }, (_, i) => textAt(at + i));
    const body = texts.join('\n\n');
    const article = { id: `a${at}`, title: '', topics: [], sources: [], body, regions: [] };
    yield { article, passages: whole(texts), attributions: [] };
  }
}

/** One passage a text, of one sentence: the benchmark counts passages, however sentences are cut. */
function whole(texts: readonly string[]): IndexedArticle['passages'] {
  let start = 0;
  return texts.map((text, index) => {
    const span = { start, end: start + text.length };
    start += text.length + 2;
    return { ...span, index, paragraph: index + 1, sentences: [span], sourceIds: [] };
  });
}

function realParagraphs(data: string, count: number): string[] {
  const found: string[] = [];
  for (const { text } of jsonLines(join(data, 'questions', 'realtimeqa-2023', 'corpus.jsonl.gz'))) {
    for (const line of text.split('\n')) {
      const paragraph = line.trim();
      const words = paragraph.split(' ').length;
      if (words >= SHORTEST && words <= LONGEST) found.push(paragraph);
      if (found.length === count) return found;
    }
  }
  return found;
}

/** A quarter of the words exchanged for words elsewhere in the corpus. */
function changed(text: string, stream: readonly string[], seed: number): string {
  let state = seed >>> 0;
  const words = text.split(' ').map((word) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % 4 === 0 ? stream[(state >>> 4) % stream.length]! : word;
  });
  return words.join(' ');
}

export function speedQuestions(
  data: string,
  count: number,
): Record<'1 term' | '3 terms' | 'question', string[]> {
  const rows = jsonLines(join(data, 'questions', 'realtimeqa-2023', 'queries.jsonl'));
  const stride = Math.max(1, Math.floor(rows.length / count));
  const questions = rows
    .filter((_, i) => i % stride === 0)
    .slice(0, count)
    .map(({ text }) => text);
  const content = questions.map((text) =>
    analyze(text)
      .filter(({ stop }) => !stop)
      .map(({ surface }) => surface),
  );
  return {
    '1 term': content.map((words, i) => words[i % Math.max(1, words.length)] ?? 'bank'),
    '3 terms': content.map((words) => words.slice(0, 3).join(' ')),
    question: questions,
  };
}

/** Records for an import, as they come from a corpus file. */
export function importRecords(data: string, count: number): unknown[] {
  const rows = jsonLines(join(data, 'questions', 'realtimeqa-2023', 'corpus.jsonl.gz'));
  return Array.from({ length: count }, (_, i) => ({
    ...rows[i % rows.length]!,
    _id: `import-${i}`,
  }));
}
