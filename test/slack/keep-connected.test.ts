import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { WebAPIPlatformError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { keepConnected } from '../../src/slack/keep-connected.ts';

/** A client whose attempts end as told, and a clock that moves when told. */
function setUp() {
  const events = new EventEmitter();
  const timers: { at: number; run: () => void }[] = [];
  const state = { now: 0, starts: 0, downs: 0 };
  let next: () => Promise<unknown> = async () => undefined;
  const kept = keepConnected({
    client: {
      start: () => {
        state.starts += 1;
        return next();
      },
      disconnect: async () => {
        state.downs += 1;
      },
      on: (event: string, run: () => void) => events.on(event, run),
    } as never,
    clock: () => state.now,
    every(ms, run) {
      const timer = { at: state.now + ms, run };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return {
    kept,
    state,
    drop: () => events.emit('disconnected'),
    answers(with_: () => Promise<unknown>) {
      next = with_;
    },
    /** Lets time pass, a second at a time. */
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        state.now += 1000;
        for (const timer of timers.filter(({ at }) => at <= state.now)) timer.run();
        await turn();
      }
    },
  };
}

test('a good connection that drops is opened again at once', async () => {
  const { kept, state, drop, pass } = setUp();
  await kept.start();
  await pass(120);
  expect(state.starts).toBe(1);
  drop();
  await pass(1);
  expect(state.starts).toBe(2);
});

test('with Slack in trouble it goes on trying, ever more seldom, at least every half minute', async () => {
  const { kept, state, pass, answers } = setUp();
  answers(async () => {
    throw new TypeError('fetch failed');
  });
  await kept.start();
  await pass(10);
  const early = state.starts;
  expect(early).toBeGreaterThan(2);
  await pass(600);
  const tries = state.starts - early;
  expect(tries).toBeGreaterThanOrEqual(18);
  expect(tries).toBeLessThan(30);
  answers(async () => undefined);
  await pass(31);
  const connected = state.starts;
  await pass(300);
  expect(state.starts).toBe(connected);
});

test('connections that drop at once are not opened in a loop', async () => {
  const { kept, state, drop, pass, answers } = setUp();
  answers(async () => {
    queueMicrotask(drop);
  });
  await kept.start();
  await pass(300);
  expect(state.starts).toBeGreaterThan(8);
  expect(state.starts).toBeLessThan(30);
});

test('one that never says hello is left after 25 s', async () => {
  const { kept, state, pass, answers } = setUp();
  answers(() => new Promise(() => {}));
  const started = kept.start();
  await pass(24);
  expect([state.starts, state.downs]).toEqual([1, 0]);
  await pass(3);
  await started;
  expect(state.downs).toBe(1);
  expect(state.starts).toBe(2);
});

test('a refused token ends the start; later it does not end the process', async () => {
  const refusal = new WebAPIPlatformError({ ok: false, error: 'invalid_auth' } as never);
  const first = setUp();
  first.answers(async () => {
    throw refusal;
  });
  await expect(first.kept.start()).rejects.toThrow('invalid_auth');
  await first.pass(60);
  expect(first.state.starts).toBe(1);

  const later = setUp();
  await later.kept.start();
  later.answers(async () => {
    throw refusal;
  });
  later.drop();
  await later.pass(120);
  expect(later.state.starts).toBeGreaterThan(4);
});

test('a stop is the end', async () => {
  const { kept, state, drop, pass } = setUp();
  await kept.start();
  await kept.stop();
  drop();
  await pass(60);
  expect([state.starts, state.downs]).toEqual([1, 1]);
});
