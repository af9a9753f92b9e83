import { type Config, parseConfig } from '../config.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { type Io, WorkError } from './io.ts';

/** Where the configuration keeps the database. */
export function storePlace(config: Config): {
  readonly home: string;
  readonly databaseUrl?: string;
} {
  return { home: config.home, ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}) };
}

/** Runs `work` on the configured store and closes it. Failures of the store are one line. */
export async function withStore<T>(
  io: Io,
  work: (store: Store, config: Config) => Promise<T>,
): Promise<T> {
  const config = parseConfig(io.env);
  const store = await openStore({ ...storePlace(config), clock: io.now }).catch(
    (error: unknown) => {
      throw new WorkError(`${(error as Error).message}. Check AFGHAN_BRIEF_HOME and DATABASE_URL.`);
    },
  );
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}
