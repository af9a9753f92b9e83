/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535. */
const PER_STATEMENT = 1_000;

/** The items in runs small enough for one statement of up to 30 parameters an item. */
export function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += PER_STATEMENT) {
    yield items.slice(from, from + PER_STATEMENT);
  }
}
