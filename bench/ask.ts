/**
 * Processor time of one question over the whole way of `ask` (search, excerpts, quotes, topics), no two questions the
 * same, over a corpus as the bot serves it from memory; and a hash of all answers, which a change for speed must not change.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/ask.ts [questions, default 2000] [passages, default 100000] [--cold] [--answers <file>]
 *
 * Passages and quotes of all articles are found before, as the bot does while it is asked nothing; with --cold they are not.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deskBuilder } from '../src/app/desk-builder.ts';
import { readCorpusText, STARTER_CORPUS } from '../src/app/open-desk.ts';
import { distinctQuestion, loadCorpus } from './load-corpus.ts';

const WARM_UP = 200;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cold: { type: 'boolean', default: false }, answers: { type: 'string' } },
});
const [count = 2000, passages = 100_000] = positionals.map(Number);
const { lines, texts } = await loadCorpus(passages);
const folder = mkdtempSync(join(tmpdir(), 'afghan-brief-ask-'));
const file = join(folder, 'made.jsonl');
writeFileSync(file, lines.join('\n'));
const read = await readCorpusText([STARTER_CORPUS, file]);
const builder = deskBuilder({ signal: new AbortController().signal });
const built = await builder.build(read.articles, read);
let from = process.cpuUsage();
if (!values.cold) await built.readAhead(async () => true);
const ahead = spent();
for (let i = 0; i < WARM_UP; i++) await built.desk.ask(distinctQuestion(texts, count + i));
const hash = createHash('sha256');
const answers: string[] = [];
const times: number[] = [];
let found = 0;
from = process.cpuUsage();
const began = performance.now();
for (let i = 0; i < count; i++) {
  const started = performance.now();
  const answer = await built.desk.ask(distinctQuestion(texts, i));
  times.push(performance.now() - started);
  if (answer.outcome === 'found') found += 1;
  const json = JSON.stringify(answer);
  hash.update(json);
  if (values.answers) answers.push(json);
}
const wall = performance.now() - began;
const cpu = spent();
if (values.answers) writeFileSync(values.answers, answers.join('\n'));
times.sort((a, b) => a - b);
const at = (share: number): number =>
  Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
console.log({
  passages: built.passages,
  articles: read.articles.length,
  questions: count,
  found,
  readAheadCpuS: Number((ahead / 1000).toFixed(1)),
  cpuMsPerQuestion: Number((cpu / count).toFixed(2)),
  wallMsPerQuestion: Number((wall / count).toFixed(2)),
  ms: { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(0.9999) },
  memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  answers: hash.digest('hex').slice(0, 16),
});
await builder.end();
rmSync(folder, { recursive: true, force: true });

/** Processor time of the process since `from`, in ms. */
function spent(): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
