import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OpenedDesk, openDesk, STARTER_CORPUS } from '../../src/app/open-desk.ts';
import { messageProblems, viewProblems } from '../../src/slack/limits.ts';
import { everySurface, standingSurfaces } from './support/every-surface.ts';
import { quotesOf } from './support/payloads.ts';

const folder = process.env.AFGHAN_BRIEF_EVAL_DATA;
const desk = join(folder ?? '', 'desk/articles.jsonl.gz');
const corpora: [string, string][] = [['the starter corpus', STARTER_CORPUS]];
if (folder !== undefined && existsSync(desk)) corpora.push(['a real desk of 107 documents', desk]);
else console.warn('skipped: no real desk at $AFGHAN_BRIEF_EVAL_DATA/desk/articles.jsonl.gz');

describe.each(corpora)('every view over %s', (_, path) => {
  const opened: Promise<OpenedDesk> = openDesk([path]);

  it('keeps to every limit of Block Kit, and no excerpt is changed or cut', {
    timeout: 600_000,
  }, async () => {
    const { desk, articles } = await opened;
    const topics = (await desk.topics()).map((one) => one.topic);
    const titles = articles.map((article) => article.title.slice(0, 200));
    const bodies = articles.map((article) => article.body);
    let quotes = 0;
    for (const question of new Set([...topics, ...titles, 'quantum computing'])) {
      const { messages, views } = await everySurface(desk, question);
      for (const message of messages) expect(messageProblems(message), question).toEqual([]);
      for (const view of views) expect(viewProblems(view), question).toEqual([]);
      const shown = [
        ...messages.flatMap((m) => quotesOf(m.blocks)),
        ...views.flatMap((v) => quotesOf(v.blocks)),
      ];
      for (const quote of new Set(shown)) {
        quotes += 1;
        if (!bodies.some((body) => body.includes(quote)))
          expect.fail(`${question}: not in any article: ${quote}`);
      }
    }
    expect(quotes).toBeGreaterThan(50);
    const standing = await standingSurfaces(desk);
    for (const message of standing.messages) expect(messageProblems(message)).toEqual([]);
    expect(viewProblems(standing.home)).toEqual([]);
  });
});
