import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { passages } from '../src/article/passages.ts';
import { readRecord } from '../src/ingest/read-record.ts';
import type { IndexedArticle } from '../src/search/search.ts';

/** A question of an evaluation set. */
export interface SetQuery {
  readonly id: string;
  readonly text: string;
  /** Relevant article ids; absent: not judged. */
  readonly relevant?: ReadonlySet<string>;
  /** Candidates to rerank; absent: the whole corpus. */
  readonly pool?: ReadonlySet<string>;
  readonly answerable?: boolean;
  /** Group for cross-validation: questions on one passage or of one week stay together. */
  readonly group: string;
}

export interface RankingSet {
  readonly name: string;
  readonly articles: readonly IndexedArticle[];
  /** Where articles were put together: for each, the id of what each of its passages comes from. */
  readonly parts?: ReadonlyMap<string, readonly string[]>;
  readonly queries: readonly SetQuery[];
}

/** The folder of evaluation data; `null`, with a line saying what is missing, when there is none. */
export function evaluationData(): string | null {
  const folder = process.env.AFGHAN_BRIEF_EVAL_DATA;
  if (folder === undefined || folder === '') {
    console.log('skipped: AFGHAN_BRIEF_EVAL_DATA is not set (folder with topics/ and questions/)');
    return null;
  }
  for (const part of ['topics', 'questions']) {
    if (!existsSync(join(folder, part))) {
      console.log(`skipped: ${join(folder, part)} is missing`);
      return null;
    }
  }
  return folder;
}

type Row = Record<string, unknown> & { _id: string; text: string };

export function jsonLines(path: string): Row[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Records as the product reads them from a corpus `.jsonl`. */
export function indexRecords(rows: readonly unknown[]): IndexedArticle[] {
  return rows.flatMap((row, i) => {
    const { article } = readRecord(row, 'set', i + 1);
    return article ? [{ article, passages: passages(article), attributions: [] }] : [];
  });
}

function judgements(path: string): Map<string, Set<string>> {
  const byQuery = new Map<string, Set<string>>();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [query, document, grade] = line.split('\t');
    if (!query || !document) continue;
    const known = byQuery.get(query) ?? new Set<string>();
    byQuery.set(query, known);
    if (Number(grade) > 0) known.add(document);
  }
  return byQuery;
}

export function topics(folder: string): RankingSet {
  const base = join(folder, 'topics');
  const relevant = judgements(join(base, 'qrels.tsv'));
  return {
    name: 'topics',
    articles: indexRecords(jsonLines(join(base, 'corpus.jsonl'))),
    queries: jsonLines(join(base, 'queries.jsonl')).map(({ _id: id, text }) => ({
      id,
      text,
      relevant: relevant.get(id) ?? new Set(),
      group: id,
    })),
  };
}

/** Answer-sentence selection: each question ranks its own candidates, those with both kinds only. */
export function trecqa(folder: string, part: 'train' | 'dev'): RankingSet {
  const base = join(folder, 'questions', `trecqa-${part}`);
  const rows = jsonLines(join(base, 'corpus.jsonl'));
  const pools = new Map<string, Set<string>>();
  const relevant = new Map<string, Set<string>>();
  for (const row of rows) {
    const { qid, label } = row.metadata as { qid: string; label: number };
    const pool = pools.get(qid) ?? new Set<string>();
    pools.set(qid, pool);
    pool.add(row._id);
    const good = relevant.get(qid) ?? new Set<string>();
    relevant.set(qid, good);
    if (label > 0) good.add(row._id);
  }
  return {
    name: `trecqa-${part}`,
    articles: indexRecords(rows),
    queries: jsonLines(join(base, 'queries.jsonl'))
      .filter(({ metadata }) => (metadata as { category: string }).category === 'pos+neg')
      .map(({ _id: id, text }) => ({
        id,
        text,
        relevant: relevant.get(id) ?? new Set(),
        pool: pools.get(id) ?? new Set(),
        group: id,
      })),
  };
}

export function squad2(folder: string): RankingSet {
  const base = join(folder, 'questions', 'squad2');
  return {
    name: 'squad2',
    articles: indexRecords(jsonLines(join(base, 'corpus.jsonl'))),
    queries: jsonLines(join(base, 'queries.jsonl')).map(
      ({ _id: id, text, passage, is_impossible }) => ({
        id,
        text,
        answerable: is_impossible === false,
        relevant: new Set([passage as string]),
        group: (passage as string).split('#')[0]!,
      }),
    ),
  };
}

export function realtimeqa(folder: string): RankingSet {
  const base = join(folder, 'questions', 'realtimeqa-2023');
  const relevant = judgements(join(base, 'qrels.tsv'));
  return {
    name: 'realtimeqa-2023',
    articles: indexRecords(jsonLines(join(base, 'corpus.jsonl.gz'))),
    queries: jsonLines(join(base, 'abstain.jsonl')).map(({ _id: id, text, answerable }) => ({
      id,
      text,
      answerable: answerable as boolean,
      ...(relevant.has(id) ? { relevant: relevant.get(id)! } : {}),
      group: id.split('_')[0]!,
    })),
  };
}
