import { type Kysely, sql } from 'kysely';
import type { Passage } from '../article/passage.ts';
import { STOP } from '../search/token-flags.ts';
import { chunks } from './chunks.ts';
import type { Engine } from './engine.ts';
import { encodeWords, type FlaggedWord, postgresLexeme, sqliteToken } from './fts-words.ts';
import type { Schema } from './schema.ts';

/** A passage to be written. */
export interface PassageRow {
  readonly team: string;
  readonly articleId: string;
  readonly idx: number;
  readonly passage: Passage;
  readonly title: readonly FlaggedWord[];
  readonly words: readonly FlaggedWord[];
  readonly heading: readonly FlaggedWord[];
  readonly speaker: readonly FlaggedWord[];
}

/** Writes passages, and their entries of the engine's own full-text index. */
export async function writePassages(
  trx: Kysely<Schema>,
  engine: Engine,
  rows: readonly PassageRow[],
): Promise<void> {
  for (const chunk of chunks(rows)) {
    const written = await trx
      .insertInto('fts_passages')
      .values(
        chunk.map((row) => ({
          team: row.team,
          article_id: row.articleId,
          idx: row.idx,
          words: encodeWords(row.words),
          heading: encodeWords(row.heading),
          speaker: encodeWords(row.speaker),
          passage: JSON.stringify(row.passage),
          ...(engine === 'postgres' ? { lexemes: sql<string>`${vector(row)}::tsvector` } : {}),
        })),
      )
      .returning(['pid', 'article_id', 'idx'])
      .execute();
    if (engine === 'postgres') continue;
    const pidOf = new Map(written.map((row) => [`${row.idx} ${row.article_id}`, row.pid]));
    for (const row of chunk) {
      const [title, heading, speaker, words] = [row.title, row.heading, row.speaker, row.words].map(
        (field) => searched(field).map(sqliteToken).join(' '),
      );
      const pid = pidOf.get(`${row.idx} ${row.articleId}`);
      await sql`insert into fts_index (rowid, team, title, heading, speaker, words) values
        (${pid}, ${sqliteToken(row.team)}, ${title}, ${heading}, ${speaker}, ${words})`.execute(
        trx,
      );
    }
  }
}

export async function removePassages(
  trx: Kysely<Schema>,
  engine: Engine,
  pids: readonly number[],
): Promise<void> {
  for (const chunk of chunks(pids)) {
    if (engine === 'sqlite') {
      await sql`delete from fts_index where rowid in (${sql.join(chunk)})`.execute(trx);
    }
    await trx.deleteFrom('fts_passages').where('pid', 'in', chunk).execute();
  }
}

function searched(words: readonly FlaggedWord[]): string[] {
  return words.filter(({ flags }) => !(flags & STOP)).map(({ term }) => term);
}

/** Positions that a tsvector can hold. */
const LAST_POSITION = 16_383;

/** The text form of a tsvector: `'term':1A,7 …`, title A, heading B, speaker C, text D (not written). */
function vector(row: PassageRow): string {
  const positions = new Map<string, string[]>();
  let position = 0;
  for (const [words, weight] of [
    [row.title, 'A'],
    [row.heading, 'B'],
    [row.speaker, 'C'],
    [row.words, ''],
  ] as const) {
    for (const term of searched(words)) {
      position = Math.min(position + 1, LAST_POSITION);
      const known = positions.get(term);
      if (known) known.push(`${position}${weight}`);
      else positions.set(term, [`${position}${weight}`]);
    }
  }
  return [...positions]
    .map(([term, places]) => `${postgresLexeme(term)}:${places.slice(0, 255).join(',')}`)
    .join(' ');
}
