import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedDesk } from '../../src/app/open-desk.ts';
import { openDesk } from '../../src/app/open-desk.ts';
import type { Span } from '../../src/article/span.ts';

const folder = process.env.AFGHAN_BRIEF_EVAL_DATA;
const path = join(folder ?? '', 'desk/articles.jsonl.gz');
const there = folder !== undefined && existsSync(path);
if (!there)
  console.warn(
    `skipped: a real desk's corpus is not at ${folder === undefined ? '$AFGHAN_BRIEF_EVAL_DATA (unset)' : path}`,
  );

interface Shown extends Span {
  readonly articleId: string;
  readonly text: string;
}

describe.runIf(there)('a real corpus of 107 documents', { timeout: 120_000 }, () => {
  let opened: OpenedDesk;
  let bodies: ReadonlyMap<string, string>;
  const questions: string[] = [];

  beforeAll(async () => {
    opened = await openDesk([path]);
    bodies = new Map(opened.articles.map(({ id, body }) => [id, body]));
    questions.push(...(await opened.desk.topics()).map(({ topic }) => topic));
    questions.push(...opened.articles.map(({ title }) => title.slice(0, 200)));
  });

  const checkSlices = (shown: readonly Shown[]): void => {
    for (const { articleId, start, end, text } of shown) {
      const body = bodies.get(articleId);
      if (body?.slice(start, end) !== text)
        expect.fail(`${articleId} [${start}, ${end}) is not what is shown: ${text}`);
    }
  };

  it('reads every document without a problem', () => {
    expect(opened.articles).toHaveLength(107);
    expect(opened.problems).toEqual([]);
  });

  it('every excerpt and quote on every topic and title is a slice of its article', async () => {
    let excerpts = 0;
    for (const question of questions) {
      const answer = await opened.desk.ask(question, { limit: 20 });
      checkSlices(answer.excerpts);
      checkSlices(answer.quotes);
      for (const excerpt of answer.excerpts) {
        excerpts++;
        for (const { start, end } of excerpt.highlights) {
          if (start < excerpt.start || end > excerpt.end)
            expect.fail(`a highlight lies outside its excerpt: ${excerpt.articleId} ${start}`);
        }
      }
    }
    expect(excerpts).toBeGreaterThan(200);
  });

  it('so is everything that the other views show', async () => {
    for (const question of questions.slice(0, 60)) {
      const people = await opened.desk.quotes(question);
      checkSlices(people.rows.flatMap(({ statements }) => statements));
      const timeline = await opened.desk.timeline(question);
      checkSlices(timeline.entries);
      const figures = await opened.desk.figures(question);
      checkSlices(figures.rows);
      for (const row of figures.rows) {
        expect(row.figure).toBe(
          bodies.get(row.articleId)?.slice(row.figureSpan.start, row.figureSpan.end),
        );
      }
      const first = figures.rows[0];
      if (!first) continue;
      const context = await opened.desk.context(first.articleId, first);
      checkSlices((context?.paragraphs ?? []).map((p) => ({ ...p, articleId: first.articleId })));
    }
    const digest = await opened.desk.digest({ since: '2025-01-01' });
    checkSlices(
      digest.groups.flatMap(({ items }) =>
        items.flatMap(({ excerpt, quote }) => (quote ? [excerpt, quote] : [excerpt])),
      ),
    );
    expect(digest.articles).toBeGreaterThan(10);
  });

  it('a sentence of each article is verified as exact, and as altered with a word changed', async () => {
    let checked = 0;
    for (const { id, body } of opened.articles) {
      const sentence = /[A-Z][^.!?"“”\n]{60,200}[.!?]/.exec(body)?.[0];
      if (!sentence) continue;
      const summary = (await opened.desk.articles()).find(({ articleId }) => articleId === id);
      if (!summary || summary.passages === 0) continue;
      const exact = await opened.desk.verify(sentence);
      if (exact.outcome !== 'exact') continue;
      checked++;
      checkSlices(exact.matches);
      const words = sentence.split(' ');
      words[Math.floor(words.length / 2)] = 'watermelons';
      const altered = await opened.desk.verify(words.join(' '));
      expect([id, altered.outcome]).toEqual([id, 'altered']);
      checkSlices(altered.matches);
    }
    expect(checked).toBeGreaterThan(90);
  });
});
