// Kills the bot's work at random moments and counts what was posted twice, never, or lost.
//   npx tsx bench/crash.ts [kills, default 200] [sqlite|postgres]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../src/store/open-store.ts';
import { startCrashHarness } from '../test/store/support/crash-harness.ts';
import { startPostgresServer } from '../test/store/support/postgres-server.ts';

const kills = Number(process.argv[2] ?? 200);
const only = process.argv[3];
for (const engine of ['sqlite', 'postgres'] as const) {
  if (only === undefined || only === engine) await run(engine);
}
process.exit(0);

async function run(engine: 'sqlite' | 'postgres'): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'afghan-brief-crash-'));
  const server =
    engine === 'postgres' ? await (await startPostgresServer({ durable: true })).started : null;
  const place = { home, ...(server ? { databaseUrl: await server.createDatabase() } : {}) };
  const store = await openStore({ ...place, clock: Date.now });
  const harness = await startCrashHarness(place, store, 3);
  harness.nextDay();
  harness.mention();
  let beforeOpen = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    // One in ten is killed while it starts, the others up to 0.6 s into their work.
    const starting = harness.start({ crashAfter: null, forever: true });
    let worker = harness.current();
    if (Math.random() < 0.1) {
      beforeOpen += 1;
      await sleep(Math.random() * 800);
    } else {
      worker = await starting;
      await sleep(Math.random() * 600);
    }
    worker.process.kill('SIGKILL');
    await worker.ended;
    if (kill % 20 === 0) process.stderr.write(`${engine}: ${kill} kills\n`);
  }
  for (let pass = 0; pass < 2; pass += 1) {
    const worker = await harness.start({ crashAfter: null, forever: false });
    await worker.ended;
  }
  const report = await harness.report();
  console.log(engine, { kills, beforeOpen, ...report });
  await harness.stop();
  await store.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
}
