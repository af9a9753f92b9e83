import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { watchFolder } from '../../src/ingest/watch-folder.ts';

/** A timer that fires when told to. */
function handTimer() {
  const waiting: { readonly ms: number; readonly callback: () => void }[] = [];
  return {
    after: (ms: number, callback: () => void) => {
      const entry = { ms, callback };
      waiting.push(entry);
      return () => {
        const index = waiting.indexOf(entry);
        if (index !== -1) waiting.splice(index, 1);
      };
    },
    waiting: () => waiting.map(({ ms }) => ms),
    fire: () => {
      for (const { callback } of waiting.splice(0)) callback();
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

it('reads again once after a burst of changes, and from time to time', async () => {
  const timer = handTimer();
  let scans = 0;
  let changed = () => {};
  const stop = watchFolder('in', {
    scan: async () => {
      scans += 1;
    },
    after: timer.after,
    notify: (_, callback) => {
      changed = callback;
      return () => {};
    },
  });
  expect(timer.waiting()).toEqual([300_000]);
  changed();
  changed();
  changed();
  expect(timer.waiting()).toEqual([1000]);
  timer.fire();
  await settled();
  expect(scans).toBe(1);
  expect(timer.waiting()).toEqual([300_000]);
  timer.fire();
  await settled();
  expect(scans).toBe(2);
  stop();
  expect(timer.waiting()).toEqual([]);
  changed();
  expect(timer.waiting()).toEqual([]);
});

it('reads again after a change that came while it was reading, or after a failure', async () => {
  const timer = handTimer();
  let changed = () => {};
  let fail = (_: Error) => {};
  watchFolder('in', {
    scan: () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
    after: timer.after,
    notify: (_, callback) => {
      changed = callback;
      return () => {};
    },
  });
  timer.fire();
  changed();
  expect(timer.waiting()).toEqual([]);
  fail(new Error('disk'));
  await settled();
  expect(timer.waiting()).toEqual([1000]);
});

it('is told by the system when a file appears', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'));
  try {
    let stop = () => {};
    await new Promise<void>((resolve) => {
      stop = watchFolder(folder, {
        scan: async () => {},
        after: (ms) => {
          if (ms === 1000) resolve();
          return () => {};
        },
      });
      writeFileSync(join(folder, 'a.md'), 'x');
    });
    stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
