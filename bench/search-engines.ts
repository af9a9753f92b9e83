import FlexSearch from 'flexsearch';
import Database from 'libsql';
import MiniSearch from 'minisearch';
import { slice } from '../src/article/span.ts';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { analyze } from '../src/search/analyzer.ts';
import { createPassageIndex } from '../src/search/passage-index.ts';
import type { IndexedArticle } from '../src/search/search.ts';

export interface Engine {
  readonly name: string;
  /** Ten best passages. */
  search(text: string): Promise<unknown> | unknown;
  /** Size of the index where it is not on the heap. */
  readonly bytes?: number;
  close?(): void;
}

type Corpus = readonly IndexedArticle[];

export function ours(articles: Corpus): Engine {
  const index = createPassageIndex(articles, NO_ALIASES);
  return { name: 'ours', search: (text) => index.search({ text }, 10) };
}

/** MiniSearch as one would use it, with our analyzer. */
export function plainMiniSearch(articles: Corpus): MiniSearch {
  const index = new MiniSearch(MINISEARCH);
  let id = 0;
  for (const text of texts(articles)) index.add({ id: id++, text });
  return index;
}

export const MINISEARCH = {
  fields: ['text'],
  tokenize: terms,
  processTerm: (term: string) => term,
};

export function miniSearch(articles: Corpus): Engine {
  const index = plainMiniSearch(articles);
  return { name: 'MiniSearch', search: (text) => index.search(text).slice(0, 10) };
}

export function fts5(articles: Corpus): Engine {
  const db = new Database(':memory:');
  db.exec("create virtual table passage using fts5(text, content='', tokenize='porter unicode61')");
  const insert = db.prepare('insert into passage(rowid, text) values (?, ?)');
  db.exec('begin');
  let id = 0;
  for (const text of texts(articles)) insert.run(++id, text);
  db.exec('commit');
  const select = db.prepare(
    'select rowid from passage where passage match ? order by bm25(passage) limit 10',
  );
  const pages = db.prepare('select sum(length(block)) as bytes from passage_data').get() as {
    bytes: number;
  };
  return {
    name: 'FTS5',
    bytes: pages.bytes,
    search: (text) => {
      const words = analyze(text).filter(({ stop }) => !stop);
      return words.length > 0 ? select.all(words.map(({ word }) => `"${word}"`).join(' OR ')) : [];
    },
    close: () => db.close(),
  };
}

export function flexSearch(articles: Corpus): Engine {
  const index = new FlexSearch.Index({ tokenize: 'strict', encode: terms });
  let id = 0;
  for (const text of texts(articles)) index.add(id++, text);
  return { name: 'FlexSearch', search: (text) => index.search(text, { limit: 10, suggest: true }) };
}

function terms(text: string): string[] {
  return analyze(text)
    .filter(({ stop }) => !stop)
    .map(({ term }) => term);
}

function* texts(articles: Corpus): Generator<string> {
  for (const { article, passages } of articles) {
    for (const passage of passages) yield slice(article.body, passage);
  }
}
