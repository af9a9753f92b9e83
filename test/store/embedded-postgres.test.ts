import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('leaves the exit code of a run of tests as it is', () => {
  const loader = new URL('./support/embedded-postgres.ts', import.meta.url).href;
  const script = `process.exitCode = 3;
    const { loadEmbeddedPostgres } = await import(${JSON.stringify(loader)});
    (await loadEmbeddedPostgres()).forget();`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(3);
});
