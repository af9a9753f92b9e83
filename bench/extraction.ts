/**
 * Article extraction from HTML, measured on annotated pages.
 * Run: AFGHAN_BRIEF_EVAL_DATA=<folder> npx tsx bench/extraction.ts [--misses] [--half 0|1]
 * Text: micro-averaged over strings, as trafilatura's evaluation counts them: a required string that
 * is found is a true positive, a forbidden one that is found a false positive.
 * Metadata: on the pages whose metadata (meta elements, JSON-LD, title) holds the annotated value, and of all
 * that are annotated.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePage } from '../src/ingest/decode-page.ts';
import { type ExtractedPage, extractPage } from '../src/ingest/extract-page.ts';
import { pageDom } from '../src/ingest/page-dom.ts';

interface Annotated {
  readonly id: string;
  readonly url: string;
  readonly with: readonly string[];
  readonly without: readonly string[];
  readonly author?: string | readonly string[];
  readonly title?: string;
  readonly date?: string;
}

const { values: options } = parseArgs({
  options: { misses: { type: 'boolean', default: false }, half: { type: 'string' } },
});
const root = process.env.AFGHAN_BRIEF_EVAL_DATA;
const folder = join(root ?? '$AFGHAN_BRIEF_EVAL_DATA', 'extraction');
if (root === undefined || !existsSync(join(folder, 'pages.jsonl'))) {
  console.log(`skipped: ${join(folder, 'pages.jsonl')} is not there (set AFGHAN_BRIEF_EVAL_DATA)`);
  process.exit(0);
}

const unpacked = mkdtempSync(join(tmpdir(), 'extraction-'));
execFileSync('tar', ['-xzf', join(folder, 'html.tar.gz'), '-C', unpacked]);
const pages = readFileSync(join(folder, 'pages.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Annotated)
  .filter((_, index) => options.half === undefined || index % 2 === Number(options.half));

const letters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const spaced = (text: string): string => text.replace(/\s+/g, ' ');
const miss = (...words: readonly unknown[]): void => {
  if (options.misses) console.log(...words);
};

const text = { found: 0, wrong: 0, missing: 0 };
const fields = {
  byline: { right: 0, of: 0, allRight: 0, all: 0 },
  date: { right: 0, of: 0, allRight: 0, all: 0 },
  title: { right: 0, of: 0, allRight: 0, all: 0 },
};
let milliseconds = 0;
let slowest = 0;
const read: { readonly html: string; readonly extracted: ExtractedPage }[] = [];

// All are extracted before any is scored: scoring makes garbage whose collection is none of extraction's time.
for (const page of pages) {
  const bytes = readFileSync(join(unpacked, 'html', page.id));
  const begin = process.cpuUsage();
  const html = decodePage(bytes).text;
  const extracted = extractPage(html, page.url);
  const { user, system } = process.cpuUsage(begin);
  const took = (user + system) / 1000;
  milliseconds += took;
  slowest = Math.max(slowest, took);
  read.push({ html, extracted });
}
rmSync(unpacked, { recursive: true });
for (const [index, page] of pages.entries()) {
  const { html, extracted } = read[index]!;
  scoreText(page, extracted.text);
  scoreFields(page, extracted, html);
}

function scoreText(page: Annotated, body: string): void {
  for (const required of page.with) {
    if (body.includes(required)) text.found += 1;
    else {
      text.missing += 1;
      miss(
        'missing ',
        page.id,
        JSON.stringify(required),
        spaced(body).includes(spaced(required)) ? '(spaces)' : '',
        body.length,
      );
    }
  }
  for (const forbidden of page.without) {
    if (!body.includes(forbidden)) continue;
    text.wrong += 1;
    miss('wrong   ', page.id, JSON.stringify(forbidden));
  }
}

function scoreFields(page: Annotated, extracted: ExtractedPage, html: string): void {
  const stated = metadataText(html, /^/);
  const people = metadataText(html, /author|creator|byl|writer|data1/i);
  const authors = typeof page.author === 'string' ? [page.author] : (page.author ?? []);
  const named = authors
    .flatMap((author) => author.split(/[,;]| and /))
    .map(letters)
    .filter(Boolean);
  if (named.length > 0) {
    const byline = letters(extracted.byline ?? '');
    count('byline', page, page.author, extracted.byline, {
      right: named.every((author) => byline.includes(author)),
      stated: named.every((author) => people.includes(author)),
    });
  }
  if (page.date) {
    count('date', page, page.date, extracted.publishedAt, {
      right: extracted.publishedAt?.slice(0, 10) === page.date,
      stated: statesDate(html, page.date),
    });
  }
  const title = letters(page.title ?? '');
  if (title !== '') {
    count('title', page, page.title, extracted.title, {
      right: letters(extracted.title ?? '') === title,
      stated: stated.includes(title),
    });
  }
}

function count(
  field: keyof typeof fields,
  page: Annotated,
  expected: unknown,
  actual: string | undefined,
  { right, stated }: { readonly right: boolean; readonly stated: boolean },
): void {
  const score = fields[field];
  score.all += 1;
  score.of += stated ? 1 : 0;
  score.allRight += right ? 1 : 0;
  score.right += right && stated ? 1 : 0;
  if (right) return;
  const label = stated ? field : `(${field})`;
  miss(label, page.id, JSON.stringify(expected), 'got', JSON.stringify(actual));
}

/** @param name Meta elements that count, by name. */
function rawMetadata(html: string, name: RegExp): string {
  const document = pageDom(html);
  return [
    ...[...document.querySelectorAll('meta[content]')]
      .filter((meta) => name.test(meta.getAttribute('name') ?? meta.getAttribute('property') ?? ''))
      .map((meta) => meta.getAttribute('content')),
    ...[...document.querySelectorAll('script[type*="ld+json"]')].map(
      (script) => script.textContent,
    ),
    name.test('title') ? document.querySelector('title')?.textContent : '',
  ].join('\n');
}

function metadataText(html: string, name: RegExp): string {
  const raw = rawMetadata(html, name).replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return letters(
    raw
      .replace(/&#0?39;|&apos;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  );
}

function statesDate(html: string, date: string): boolean {
  const [year, month, day] = date.split('-') as [string, string, string];
  // Digits alone state a date with or without a time of day; longer runs are identifiers.
  return new RegExp(
    `(?<!\\d)(?:${date}|${year}/${month}/${day}|${year}${month}${day}(?:T?\\d{4}(?:\\d\\d)?)?(?!\\d))`,
  ).test(rawMetadata(html, /^/));
}

const precision = text.found / (text.found + text.wrong);
const recall = text.found / (text.found + text.missing);
const share = (right: number, of: number): string =>
  `${((100 * right) / of).toFixed(1)} % (${right}/${of})`;
console.log(`pages     ${pages.length}`);
console.log(
  `text      precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${((2 * precision * recall) / (precision + recall)).toFixed(3)}`,
);
for (const [field, { right, of, allRight, all }] of Object.entries(fields))
  console.log(`${field.padEnd(9)} ${share(right, of)}, of all annotated ${share(allRight, all)}`);
console.log(
  `speed     ${(pages.length / (milliseconds / 1000)).toFixed(1)} pages per second of processor time, slowest ${slowest.toFixed(0)} ms`,
);
