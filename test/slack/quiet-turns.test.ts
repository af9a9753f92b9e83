import { setImmediate as loopTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { quietTurns } from '../../src/slack/quiet-turns.ts';

test('what may wait goes on in order, one in a turn, once no request comes', async () => {
  let arrivals = 0;
  const quiet = quietTurns(
    () => arrivals,
    () => 0,
  );
  const gone: number[] = [];
  for (const one of [0, 1, 2]) void quiet().then(() => gone.push(one));
  for (let turn = 0; turn < 100; turn += 1) {
    arrivals += 1;
    await loopTurn();
  }
  expect(gone).toEqual([]);
  let turns = 0;
  const seen = new Set<number>();
  for (; gone.length < 3; turns += 1) {
    await loopTurn();
    seen.add(gone.length);
  }
  expect(gone).toEqual([0, 1, 2]);
  expect(turns).toBeGreaterThanOrEqual(10);
  expect([...seen]).toEqual([0, 1, 2, 3]);
});

test('it waits no longer than some hundred turns, however many requests come', async () => {
  let arrivals = 0;
  const quiet = quietTurns(
    () => arrivals,
    () => 0,
  );
  let gone = false;
  void quiet().then(() => {
    gone = true;
  });
  let turns = 0;
  for (; !gone; turns += 1) {
    arrivals += 1;
    await loopTurn();
  }
  expect(turns).toBeGreaterThan(100);
  expect(turns).toBeLessThan(1000);
});

test('who has waited for a second goes on, one in a turn, while requests come', async () => {
  let arrivals = 0;
  let now = 0;
  const quiet = quietTurns(
    () => arrivals,
    () => now,
  );
  const gone: number[] = [];
  for (const one of [0, 1, 2]) void quiet().then(() => gone.push(one));
  for (let turn = 0; turn < 20; turn += 1) {
    arrivals += 1;
    await loopTurn();
  }
  expect(gone).toEqual([]);
  now = 1000;
  for (let turn = 0; turn < 5; turn += 1) {
    arrivals += 1;
    await loopTurn();
  }
  expect(gone).toEqual([0, 1, 2]);
});
