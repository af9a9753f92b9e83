import { expect, test } from 'vitest';
import { createPace } from '../../src/slack/pace.ts';

test('one message a second and channel', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect([pace.take('T1', 'C1'), pace.take('T1', 'C1'), pace.take('T1', 'C2')]).toEqual([
    0, 1000, 0,
  ]);
  now = 5000;
  expect(pace.take('T1', 'C1')).toBe(0);
});

test('a workspace: five at once, then five a second; another one by itself', () => {
  let now = 0;
  const pace = createPace(() => now);
  const waits = Array.from({ length: 8 }, (_, channel) => pace.take('T1', `C${channel}`));
  expect(waits).toEqual([0, 0, 0, 0, 0, 200, 400, 600]);
  expect(pace.take('T2', 'C1')).toBe(0);
  now = 60_000;
  expect(pace.take('T1', 'C0')).toBe(0);
});

test('what Slack asks to wait holds for the whole workspace, and ends', () => {
  let now = 0;
  const pace = createPace(() => now);
  pace.rest('T1', 30_000);
  pace.rest('T1', 10_000);
  expect(pace.resting('T1')).toBe(30_000);
  expect(pace.resting('T2')).toBe(0);
  expect(pace.take('T1', 'C1')).toBe(30_000);
  now = 31_000;
  expect([pace.resting('T1'), pace.take('T1', 'C2')]).toEqual([0, 0]);
});
