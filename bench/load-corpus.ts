import { madeArticles, questions, starterArticles } from '../test/store/support/many-articles.ts';
import { evalPath, readJsonl } from './eval-data.ts';

const PARAGRAPHS = 10;

/** Lines of a JSON Lines corpus of about so many passages, and questions: real ones, else made of the starter articles. */
export async function loadCorpus(
  passages: number,
): Promise<{ readonly lines: readonly string[]; readonly texts: readonly string[] }> {
  const lines: string[] = [];
  const articles = evalPath('questions/realtimeqa-2023/corpus.jsonl.gz');
  const asked = evalPath('questions/realtimeqa-2023/queries.jsonl');
  if (articles && asked) {
    let paragraphs = 0;
    for (const row of readJsonl<{ text: string }>(articles)) {
      if (paragraphs >= passages) break;
      paragraphs += row.text.split('\n').filter((line) => line.trim() !== '').length;
      lines.push(JSON.stringify(row));
    }
    return { lines, texts: readJsonl<{ text: string }>(asked).map(({ text }) => text) };
  }
  const many = await starterArticles();
  for (const { article } of madeArticles(many, passages / PARAGRAPHS, PARAGRAPHS)) {
    const { id, title, publishedAt, body } = article;
    lines.push(JSON.stringify({ id, title, publishedAt, text: body }));
  }
  return { lines, texts: questions(many, 200) };
}

/** No two are the same: from the second round on each gets a word of another one. */
export function distinctQuestion(texts: readonly string[], number: number): string {
  const text = texts[number % texts.length] ?? 'ttp';
  const round = Math.floor(number / texts.length);
  if (round === 0) return text;
  const other = texts[(number * 7 + round * 13) % texts.length] ?? '';
  return `${text} ${other.split(' ').at(-1)?.replace(/\W/g, '')} ${round}`;
}
