import { type RawBuilder, sql } from 'kysely';
import type { Engine } from './engine.ts';

/**
 * Rows as a table to select from, in one parameter: a statement of a thousand rows takes Kysely longer to
 * write than the database to run. To be given a name (`… as r`).
 */
export function jsonRows<T extends Readonly<Record<string, string | number | null>>>(
  engine: Engine,
  rows: readonly T[],
  columns: Readonly<Record<keyof T & string, 'text' | 'integer' | 'bigint'>>,
): RawBuilder<unknown> {
  const names = Object.keys(columns) as (keyof T & string)[];
  if (engine === 'postgres') {
    const typed = names.map((name) => sql`${sql.ref(name)} ${sql.raw(columns[name])}`);
    return sql`(select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as t(${sql.join(typed)}))`;
  }
  const values = rows.map((row) => names.map((name) => row[name]));
  const picked = names.map((name, at) => sql`value ->> ${sql.lit(at)} as ${sql.ref(name)}`);
  return sql`(select ${sql.join(picked)} from json_each(${JSON.stringify(values)}))`;
}
