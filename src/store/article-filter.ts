import { sql } from 'kysely';
import type { ArticleFilter } from '../search/search.ts';
import { articleCondition } from './article-condition.ts';
import { jsonValues } from './json-values.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

/** Articles whose passages are looked up one by one; of a filter that lets more through, places are asked for. */
const FEW = 5_000;

/**
 * Which passages lie in the articles that a filter lets through.
 * @param best passages to decide on, where the filter lets many articles through
 */
export async function acceptedPassages(
  { db, team, engine }: TeamStore & Pick<Store, 'engine'>,
  filter: ArticleFilter,
  best: () => readonly number[],
): Promise<(passage: number) => boolean> {
  const condition = articleCondition(engine, filter) ?? sql`1 = 1`;
  const { rows } = await sql<{ first: number; passages: number }>`
    select first_passage as first, passages from fts_articles
    where team = ${team} and ${condition} order by first_passage limit ${FEW}`.execute(db);
  if (rows.length < FEW) {
    const firsts = rows.map(({ first }) => first);
    return (passage) => {
      const at = lastUpTo(firsts, passage);
      return at >= 0 && passage < rows[at]!.first + rows[at]!.passages;
    };
  }
  const accepted = await sql<{ passage: number }>`
    select j.value as passage from ${jsonValues(engine, best(), 'bigint')} as j
    join fts_articles on first_passage =
      (select max(first_passage) from fts_articles where first_passage <= j.value)
    where team || '' = ${team} and ${condition}`.execute(db);
  const set = new Set(accepted.rows.map(({ passage }) => passage));
  return (passage) => set.has(passage);
}

/** Place of the last of the ascending numbers that is not above the value; -1: all are. */
function lastUpTo(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
