import { type Kysely, sql } from 'kysely';
import type { Segment } from '../search/segment.ts';
import type { Engine } from './engine.ts';
import { eachList, LENGTHS, listsOf, placeOf, tokenOf, wordOf } from './fts-tokens.ts';
import type { Schema } from './schema.ts';

/** Rows of one statement. */
const AT_ONCE = 5_000;

/**
 * Writes the passages of a segment into the engine's own full-text index.
 * @param first number of the segment's first passage
 * @param numbers of the segment's terms
 */
export async function writePlaces(
  trx: Kysely<Schema>,
  engine: Engine,
  segment: Segment,
  first: number,
  numbers: ArrayLike<number>,
): Promise<void> {
  const { postingsAt, postings, counts, lengths } = segment;
  const tokens: number[][] = Array.from(lengths, () => []);
  for (let term = 0; term < numbers.length; term++) {
    for (let at = postingsAt[term]!; at < postingsAt[term + 1]!; at++) {
      const own = tokens[postings[at]!]!;
      eachList(listsOf(counts[at]!), (list) => own.push(tokenOf(numbers[term]!, list)));
    }
  }
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const rows = tokens
      .slice(from, from + AT_ONCE)
      .map((own, i) => [
        placeOf(first + from + i, lengths[from + i]!),
        engine === 'sqlite' ? own.map(wordOf).join(' ') : `{${own.join(',')}}`,
      ]);
    const json = JSON.stringify(rows);
    await (engine === 'sqlite'
      ? sql`insert into fts_index (rowid, tokens)
          select value ->> 0, value ->> 1 from json_each(${json})`
      : sql`insert into fts_index (place, tokens)
          select (value ->> 0)::bigint, (value ->> 1)::integer[] from json_array_elements(${json}::json)`
    ).execute(trx);
  }
}

/** Takes the passages of articles out of the index. Those written one after the other go at once. */
export async function removePlaces(
  trx: Kysely<Schema>,
  engine: Engine,
  articles: readonly Pick<Schema['fts_articles'], 'first_passage' | 'passages'>[],
): Promise<void> {
  const runs: { from: number; to: number }[] = [];
  for (const { first_passage: from, passages } of articles) {
    const last = runs.at(-1);
    if (last?.to === from) last.to += passages;
    else runs.push({ from, to: from + passages });
  }
  const place = sql.ref(engine === 'sqlite' ? 'rowid' : 'place');
  for (const { from, to } of runs) {
    await sql`delete from fts_index
      where ${place} >= ${from * LENGTHS} and ${place} < ${to * LENGTHS}`.execute(trx);
  }
}
