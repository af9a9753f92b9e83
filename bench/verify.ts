/**
 * How well `verify` tells exact, altered and absent quotes apart. Quotes of one split are checked against
 * a corpus of that split's articles: as they are, altered in the ways that quotes get altered, and quotes
 * of articles that are not in the corpus.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/verify.ts [train|dev]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../src/app/open-desk.ts';
import { evalPath, readJsonl, seeded } from './eval-data.ts';

interface Doc {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly quotes: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: string;
  }[];
}

const MOST = 400;
const split = process.argv[2] ?? 'dev';
const path = evalPath(`quotes/polnear-${split}.jsonl.gz`);
if (path) await main(readJsonl<Doc>(path));

async function main(docs: readonly Doc[]): Promise<void> {
  const random = seeded(7);
  const kept = docs.filter((_, i) => i % 4 !== 0);
  const left = docs.filter((_, i) => i % 4 === 0);
  const words = kept.flatMap(({ text }) => text.match(/[a-z]{4,}/g) ?? []);
  const someWord = (): string => words[Math.floor(random() * words.length)] ?? 'word';
  const at = (n: number): number => Math.floor(random() * n);
  const folder = mkdtempSync(join(tmpdir(), 'afghan-brief-verify-'));
  const corpus = join(folder, 'corpus.jsonl');
  writeFileSync(
    corpus,
    kept.map(({ id, title, text }) => JSON.stringify({ id, title, text })).join('\n'),
  );
  const { desk } = await openDesk([corpus]);
  rmSync(folder, { recursive: true });

  const quotesOf = (list: readonly Doc[]): readonly string[] =>
    list
      .flatMap(({ text, quotes }) => quotes.map(({ start, end }) => text.slice(start + 1, end - 1)))
      .filter(
        (quote) => quote.split(/\s+/).length >= 8 && quote.length < 600 && !/[“”"]/.test(quote),
      )
      .slice(0, MOST);
  const change = (quote: string, edit: (list: string[]) => void): string => {
    const list = quote.split(/\s+/);
    edit(list);
    return list.join(' ');
  };
  const ways: Readonly<Record<string, (quote: string) => string>> = {
    'as printed': (quote) => quote,
    'straight marks': (quote) => `"${quote.replace(/[’‘]/g, "'")}"`,
    'one word changed': (quote) =>
      change(quote, (list) => list.splice(at(list.length), 1, someWord())),
    'one word dropped': (quote) => change(quote, (list) => list.splice(1 + at(list.length - 2), 1)),
    'three words dropped': (quote) =>
      change(quote, (list) => list.splice(1 + at(Math.max(1, list.length - 5)), 3)),
    'a word added': (quote) =>
      change(quote, (list) => list.splice(1 + at(list.length - 2), 0, someWord())),
    'a fifth of the words changed': (quote) =>
      change(quote, (list) => {
        for (let i = 0; i < list.length; i++) if (random() < 0.2) list[i] = someWord();
      }),
    'halves swapped': (quote) =>
      change(quote, (list) => list.push(...list.splice(0, Math.floor(list.length / 2)))),
  };
  const rows: [string, string, number, number, number, number][] = [];
  const run = async (name: string, wanted: string, list: readonly string[]): Promise<void> => {
    const counts = { exact: 0, altered: 0, 'not-found': 0 };
    const started = performance.now();
    for (const quote of list) counts[(await desk.verify(quote)).outcome]++;
    const ms = (performance.now() - started) / Math.max(1, list.length);
    const share = (n: number): number => Math.round((1000 * n) / Math.max(1, list.length)) / 10;
    rows.push([
      name,
      wanted,
      share(counts.exact),
      share(counts.altered),
      share(counts['not-found']),
      Math.round(ms * 100) / 100,
    ]);
  };
  const inside = quotesOf(kept);
  for (const [name, way] of Object.entries(ways)) {
    await run(name, /printed|straight/.test(name) ? 'exact' : 'altered', inside.map(way));
  }
  const bodies = kept.map(({ text }) => text).join('\n');
  await run(
    'of other articles',
    'not-found',
    quotesOf(left).filter((quote) => !bodies.includes(quote)),
  );
  console.log(
    `verify, PolNeAR ${split}: ${inside.length} quotes of ${kept.length} articles; % of each outcome`,
  );
  console.table(
    rows.map(([quote, wanted, exact, altered, absent, ms]) => ({
      quote,
      wanted,
      exact,
      altered,
      'not found': absent,
      'ms each': ms,
    })),
  );
}
