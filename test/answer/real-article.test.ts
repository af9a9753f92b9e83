import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenedDesk, openDesk } from '../../src/app/open-desk.ts';

const folder = join(process.env.AFGHAN_BRIEF_EVAL_DATA ?? '', 'article');
const there = process.env.AFGHAN_BRIEF_EVAL_DATA !== undefined && existsSync(folder);
if (!there)
  console.warn(
    `skipped: a raw page dump is not in ${process.env.AFGHAN_BRIEF_EVAL_DATA === undefined ? '$AFGHAN_BRIEF_EVAL_DATA (unset)' : folder}`,
  );

describe.runIf(there)('a raw page dump as the whole corpus', () => {
  let opened: OpenedDesk;
  beforeAll(async () => {
    opened = await openDesk([join(folder, readdirSync(folder)[0] ?? '')]);
  });

  it('takes headline and deck as metadata and cites no teaser, caption or credit', async () => {
    const [article] = opened.articles;
    expect(article?.title).toMatch(/^In spring offensive/);
    expect(article?.deck).toMatch(/^In Afghanistan/);
    const end = article?.body.indexOf('More from') ?? 0;
    for (const topic of [
      'Taliban',
      'military',
      'explosion in Kabul',
      'energy transition',
      'tariffs',
      'REUTERS',
    ]) {
      const answer = await opened.desk.ask(topic, { limit: 20 });
      for (const excerpt of answer.excerpts) {
        expect(excerpt.end).toBeLessThanOrEqual(end);
        expect(excerpt.text).toBe(article?.body.slice(excerpt.start, excerpt.end));
        expect(excerpt.text).not.toMatch(/stands guard/);
      }
    }
  });

  it('briefs on the TTP: its paragraphs, its aliases, the quotes on it', async () => {
    const answer = await opened.desk.ask('ttp', { limit: 10 });
    expect(answer).toMatchObject({ outcome: 'found', canonicalName: 'Tehrik-e-Taliban Pakistan' });
    expect(answer.matchedVia.join()).toMatch(/ttp = Tehrik-e-Taliban Pakistan.*Pakistani Taliban/);
    const paragraphs = answer.excerpts.map(({ paragraph }) => paragraph);
    expect(paragraphs).toEqual(expect.arrayContaining([10, 11, 12, 14, 17]));
    expect(answer.quotes.map(({ speaker }) => speaker)).toContain('Asfandyar Mir');
  });

  it('puts the sentence with the number first', async () => {
    const question = 'how many terror attacks did Pakistan record in 2021';
    const { excerpts, ranking } = await opened.desk.ask(question, { top: 1, by: 'sentence' });
    const [first] = excerpts;
    const body = opened.articles[0]?.body ?? '';
    const marked = first?.highlights.map(({ start, end }) => body.slice(start, end)).join(' ');
    expect(marked).toContain('almost 300');
    expect(body.slice(ranking?.[0]?.start, ranking?.[0]?.end)).toContain('almost 300');
  });

  it.each(['what should Canada spend on defense', 'quantum computing'])(
    'does not cover %j',
    async (question) => {
      expect(await opened.desk.ask(question)).toMatchObject({
        outcome: 'not-covered',
        excerpts: [],
      });
    },
  );
});
