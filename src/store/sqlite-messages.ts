import type { SqliteResult } from './sqlite-connection.js';

/** What the SQLite thread is asked, one at a time, in order. */
export type ToSqlite =
  | { readonly id: number; readonly kind: 'begin' | 'commit' | 'rollback' | 'close' }
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly sql: string;
      readonly values: readonly unknown[];
    };

/** What it answers. */
export type FromSqlite =
  | { readonly id: number; readonly result: SqliteResult | null }
  | {
      readonly id: number;
      readonly error: { readonly name: string; readonly message: string; readonly code?: string };
    };
