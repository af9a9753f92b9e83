import { type RawBuilder, sql } from 'kysely';
import type { Engine } from './engine.ts';

/** The values as a table with one column, `value`, in one parameter; to be given a name (`… as j`). */
export function jsonValues(
  engine: Engine,
  values: readonly (string | number)[],
  type: 'text' | 'bigint',
): RawBuilder<unknown> {
  const json = JSON.stringify(values);
  return engine === 'sqlite'
    ? sql`(select value from json_each(${json}))`
    : sql`(select value::${sql.raw(type)} as value from json_array_elements_text(${json}::json) as t (value))`;
}
