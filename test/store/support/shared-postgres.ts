import type { TestProject } from 'vitest/node';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the run's one PostgreSQL server, up or about to be. */
    readonly postgresPort: number;
  }
}

/**
 * One PostgreSQL server for the whole run. It starts beside the tests that need none; `sharedPostgres`
 * waits for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { port, started } = await startPostgresServer();
  // Where it does not start, the tests that need it say so.
  started.catch(() => undefined);
  project.provide('postgresPort', port);
  return async () => {
    await started.then(
      (server) => server.stop(),
      () => undefined,
    );
  };
}
