import { fileURLToPath } from 'node:url';
import type { Article } from '../../../src/article/article.ts';
import { sentences } from '../../../src/article/sentences.ts';
import { corpusFiles } from '../../../src/ingest/corpus-files.ts';
import { readCorpus } from '../../../src/ingest/read-corpus.ts';
import { type Aliases, parseAliases } from '../../../src/search/aliases.ts';
import { indexArticle } from '../../../src/search/index-article.ts';
import type { IndexedArticle } from '../../../src/search/search.ts';

const CORPUS = fileURLToPath(new URL('../../../corpus', import.meta.url));

export interface ManyArticles {
  readonly starter: readonly Article[];
  readonly aliases: Aliases;
  /** Sentences of the starter articles, to make others of. */
  readonly sentences: readonly string[];
}

export async function starterArticles(): Promise<ManyArticles> {
  const read = await readCorpus([CORPUS], { files: corpusFiles() });
  const own = read.articles.flatMap(({ body }) =>
    sentences(body, { start: 0, end: body.length }).map(({ start, end }) => body.slice(start, end)),
  );
  return {
    starter: read.articles,
    aliases: parseAliases(read.aliases ?? ''),
    sentences: own.filter((text) => text.length > 40 && text.length < 400 && !text.includes('\n')),
  };
}

/** Articles of `paragraphs` paragraphs of three sentences each, drawn from the starter articles. */
export function* madeArticles(
  { sentences: all }: ManyArticles,
  count: number,
  paragraphs: number,
  seed = 1,
): Generator<IndexedArticle> {
  const random = randomNumbers(seed);
  const draw = (): string => all[Math.floor(random() * all.length)] ?? '';
  for (let number = 0; number < count; number += 1) {
    const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(random() * 2000))).toISOString();
    const body = Array.from({ length: paragraphs }, () => `${mixed()} ${mixed()} ${draw()}`);
    yield indexArticle({
      id: `made-${String(number).padStart(7, '0')}`,
      title: draw().split(' ').slice(0, 8).join(' '),
      publishedAt: day,
      topics: [],
      sources: [],
      body: body.join('\n\n'),
      regions: [],
    });
  }
  /** The first half of one sentence and the second of another: no two passages are alike. */
  function mixed(): string {
    const [one, two] = [draw().split(' '), draw().split(' ')];
    return [...one.slice(0, one.length >> 1), ...two.slice(two.length >> 1)].join(' ');
  }
}

/** Questions as desks ask them, and some made of the corpus's own words. */
export function questions({ sentences: all }: ManyArticles, count: number): readonly string[] {
  const random = randomNumbers(7);
  const words = () =>
    (all[Math.floor(random() * all.length)] ?? '').replace(/[^\w\s-]/g, '').split(/\s+/);
  const made = Array.from({ length: count }, (_, at) => {
    const own = words();
    const from = Math.floor(random() * Math.max(1, own.length - 8));
    return own.slice(from, from + 1 + (at % 8)).join(' ');
  });
  return [...DESK_QUESTIONS, ...made].filter((text) => text.trim() !== '');
}

const DESK_QUESTIONS = [
  'ttp',
  'isis-k attacks on mosques',
  'Who leads the Haqqani network?',
  'girls education',
  'When did the Taliban take Kabul?',
  'frozen reserves of the central bank',
  'Herat earthquake displaced families',
  'over-the-horizon strikes',
  'What did the UN say about women working?',
  'airstrikes in Khost and Kunar',
  'latest on the border with Pakistan',
  'tehrik-e taliban pakistan ceasefire',
  'Hazara',
  'al-Qaeda leader killed in Kabul',
  'opium ban',
  'zzyzx quux',
  'talibn',
];

/** mulberry32: the same numbers every time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
