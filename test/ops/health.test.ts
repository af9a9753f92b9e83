import { expect, test } from 'vitest';
import { createHealth, SOCKET_SILENCE } from '../../src/ops/health.ts';

function bot(socket = false) {
  const time = { now: 0 };
  return { time, health: createHealth({ monotonic: () => time.now, socket }) };
}

test('is ready from the start of its work to its stop', () => {
  const { health } = bot();
  expect(health.report()).toEqual({
    ready: false,
    reasons: ['starting: the index is not built yet, or Slack has not answered yet'],
  });
  health.started();
  expect(health.report()).toEqual({ ready: true, reasons: [] });
  health.stopping();
  health.started();
  expect(health.report().reasons).toEqual(['stopping: no new requests are taken']);
});

test('a socket has to be heard of within a minute', () => {
  const { health, time } = bot(true);
  health.started();
  expect(health.report().reasons).toEqual(['not connected to Slack']);
  health.heard();
  time.now = SOCKET_SILENCE - 1;
  expect(health.report().ready).toBe(true);
  time.now = SOCKET_SILENCE;
  expect(health.report().reasons).toEqual(['no event and no ping from Slack for 60 s']);
  health.heard();
  expect(health.report().ready).toBe(true);
  health.socketClosed();
  expect(health.report().ready).toBe(false);
});

test('over HTTP silence is no sign', () => {
  const { health, time } = bot();
  health.started();
  time.now = 10 * SOCKET_SILENCE;
  expect(health.report().ready).toBe(true);
});

test('three failures of Slack in a row count, and one success ends it', () => {
  const { health, time } = bot();
  health.started();
  health.slackFailed('chat.postMessage answered 500');
  health.slackFailed('chat.postMessage answered 500');
  expect(health.report().ready).toBe(true);
  health.slackAnswered();
  for (const reason of ['a', 'b', 'chat.postMessage is rate limited']) health.slackFailed(reason);
  time.now = 600_000;
  expect(health.report().reasons).toEqual([
    'Slack fails for 600 s, 3 calls in a row: chat.postMessage is rate limited',
  ]);
  health.slackAnswered();
  expect(health.report().ready).toBe(true);
});

test('a store that does not answer is said, with everything else that is wrong', () => {
  const { health } = bot(true);
  health.storeFailed('connection refused');
  expect(health.report().reasons).toEqual([
    'starting: the index is not built yet, or Slack has not answered yet',
    'not connected to Slack',
    'the store does not answer: connection refused',
  ]);
  health.storeAnswered();
  expect(health.report().reasons).toHaveLength(2);
});

test('is not ready while the corpus is being loaded again', () => {
  const { health } = bot();
  health.started();
  health.corpusLost();
  expect(health.report()).toEqual({ ready: false, reasons: ['the corpus is being loaded again'] });
  health.corpusServed();
  expect(health.report().ready).toBe(true);
});
