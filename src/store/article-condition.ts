import { type RawBuilder, sql } from 'kysely';
import type { ArticleFilter } from '../search/search.ts';
import type { Engine } from './engine.ts';

/**
 * A filter as a condition on `fts_articles`. An article that states no date lies in no period; one that
 * states a month only is in a period that touches the month.
 */
export function articleCondition(
  engine: Engine,
  { ids, since, until, source }: ArticleFilter,
): RawBuilder<unknown> | undefined {
  const parts: RawBuilder<unknown>[] = [];
  if (ids) parts.push(sql`article_id in ${idsIn(engine, ids)}`);
  if (since || until) parts.push(sql`published <> ''`);
  if (since) {
    parts.push(
      sql`substr(published, 1, 10) >= substr(${since}, 1, length(substr(published, 1, 10)))`,
    );
  }
  if (until) parts.push(sql`substr(published, 1, 10) <= ${until}`);
  if (source) {
    const wanted = source.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`);
    parts.push(sql`named like ${`%${wanted}%`} escape '\\'`);
  }
  return parts.length > 0 ? sql`(${sql.join(parts, sql` and `)})` : undefined;
}

/** The ids as one parameter, however many. */
export function idsIn(engine: Engine, ids: readonly string[]): RawBuilder<unknown> {
  const list = JSON.stringify(ids);
  return engine === 'sqlite'
    ? sql`(select value from json_each(${list}))`
    : sql`(select json_array_elements_text(${list}::json))`;
}
