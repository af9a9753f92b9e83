import { expect, test } from 'vitest';
import { createStop } from '../../src/ops/stop.ts';

const never = () => new Promise<void>(() => undefined);

test('runs the steps in order, once', async () => {
  const ran: string[] = [];
  const step = (name: string) => ({ name, run: async () => void ran.push(name) });
  const stop = createStop({
    steps: [step('receive'), step('answer'), step('store')],
    sleep: never,
    onProblem: (name) => ran.push(`problem ${name}`),
  });
  expect(await Promise.all([stop(), stop()])).toEqual([true, true]);
  expect(await stop()).toBe(true);
  expect(ran).toEqual(['receive', 'answer', 'store']);
});

test('a step that fails is told, and the next ones run', async () => {
  const ran: string[] = [];
  const stop = createStop({
    steps: [
      { name: 'receive', run: () => Promise.reject(new Error('no socket')) },
      { name: 'store', run: async () => void ran.push('store') },
    ],
    sleep: never,
    onProblem: (name, error) => ran.push(`${name}: ${error}`),
  });
  expect(await stop()).toBe(false);
  expect(ran).toEqual(['receive: Error: no socket', 'store']);
});

test('at the deadline what is not done is left behind', async () => {
  const problems: string[] = [];
  let wake: () => void = () => undefined;
  const stop = createStop({
    steps: [
      { name: 'answer', run: never },
      { name: 'store', run: async () => void problems.push('store ran') },
    ],
    sleep: (ms) =>
      new Promise((resolve) => {
        problems.push(`sleeps ${ms}`);
        wake = resolve;
      }),
    deadline: 1234,
    onProblem: (name, error) => problems.push(`${name}: ${error}`),
  });
  const stopped = stop();
  wake();
  expect(await stopped).toBe(false);
  expect(problems).toEqual(['sleeps 1234', 'answer: Error: it was not done after 1234 ms']);
});
