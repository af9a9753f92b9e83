import { setImmediate as loopTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { requestTurns } from '../../src/slack/request-turns.ts';

/** So many requests that wait, and how many of them were taken on. */
function waiting(count: number, turns = requestTurns()) {
  const taken: number[] = [];
  for (let request = 0; request < count; request += 1)
    void turns.turn().then(() => taken.push(request));
  return { turns, taken };
}

test('requests are taken on in order, a few in each turn of the event loop', async () => {
  const { taken } = waiting(20);
  expect(taken).toEqual([]);
  await loopTurn();
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await loopTurn();
  expect(taken).toHaveLength(16);
  await loopTurn();
  expect(taken).toEqual(Array.from({ length: 20 }, (_, request) => request));
});

test('while connections come, requests wait, but not for ever', async () => {
  const { turns, taken } = waiting(1);
  for (let turn = 0; turn < 50; turn += 1) {
    turns.connected();
    await loopTurn();
  }
  expect(taken).toEqual([]);
  await loopTurn();
  expect(taken).toEqual([0]);
  const pressed = waiting(1, turns);
  let passed = 0;
  for (; pressed.taken.length === 0; passed += 1) {
    turns.connected();
    await loopTurn();
  }
  expect(passed).toBeGreaterThan(100);
  expect(passed).toBeLessThan(300);
});
