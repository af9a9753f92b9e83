import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Files wait for child processes, databases and a browser as often as they compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['test/store/support/shared-postgres.ts'],
  },
});
