import { parseConfig } from '../config.ts';
import { backupStore } from '../store/backup.ts';
import { restoreStore } from '../store/restore.ts';
import { type Io, WorkError } from './io.ts';
import { storePlace, withStore } from './with-store.ts';

/** Everything the bot keeps, in one file that restores on SQLite and PostgreSQL alike. */
export async function backupCommand(io: Io, file: string): Promise<void> {
  const { rows, tables } = await withStore(io, (store) =>
    backupStore(store, file, io.now).catch(failed),
  );
  io.out(`${file}: ${rows} rows of ${tables} tables. It holds what people asked: keep it private.`);
}

export async function restoreCommand(io: Io, file: string): Promise<void> {
  const place = storePlace(parseConfig(io.env));
  const rows = await restoreStore(place, file, io.now).catch(failed);
  io.out(`${rows} rows restored from ${file}.`);
}

function failed(error: unknown): never {
  throw new WorkError(error instanceof Error ? error.message : String(error));
}
