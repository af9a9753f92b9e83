import { expect, test } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { memoryRunLog } from '../../src/digest/memory-run-log.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { createHealth } from '../../src/ops/health.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import {
  observedDesk,
  observedFeeds,
  observedFetch,
  observedRunLog,
} from '../../src/ops/observe.ts';
import { aFeed } from '../ingest/ingest-stores-contract.ts';

const metricsOf = () =>
  createMetrics({ isReady: () => true, isLeader: () => false, passages: () => 7, process: false });
const page = async (metrics: ReturnType<typeof metricsOf>) => (await metrics.page()).body;

test('counts and times questions, and never names them', async () => {
  const metrics = metricsOf();
  let now = 0;
  const ask = async (question: string) => {
    now += 30;
    if (question === 'broken') throw new Error('no index');
    return { outcome: question === 'ttp' ? 'found' : 'not-covered' };
  };
  const desk = observedDesk({ ask } as unknown as Desk, metrics, () => now);
  await desk.ask('ttp');
  await desk.ask('the secret plan');
  await expect(desk.ask('broken')).rejects.toThrow('no index');
  const text = await page(metrics);
  expect(text).toContain('afghan_brief_questions_total{outcome="found"} 1');
  expect(text).toContain('afghan_brief_questions_total{outcome="not-covered"} 1');
  expect(text).toContain('afghan_brief_questions_total{outcome="failed"} 1');
  expect(text).toContain('afghan_brief_answer_seconds_count 2');
  expect(text).toContain('afghan_brief_answer_seconds_sum 0.06');
  expect(text).not.toContain('secret plan');
  expect(text).toContain('afghan_brief_ready 1');
  expect(text).toContain('afghan_brief_leader 0');
  expect(text).toContain('afghan_brief_passages 7');
});

test('counts digest runs and feed polls that were recorded', async () => {
  const metrics = metricsOf();
  const runLog = observedRunLog(memoryRunLog(), metrics);
  await runLog.claim({ subscription: 'T1/C1', key: 'k' }, { now: 0, until: 1 });
  const ended = { subscription: 'T1/C1', key: 'k', coveredUntil: 0, corpus: 'c' };
  await runLog.finish({ ...ended, result: { kind: 'posted', ts: '1.1' } });
  expect(await runLog.last('T1/C1')).toMatchObject({ key: 'k' });
  const feeds = observedFeeds(memoryStores().feeds, metrics);
  await feeds.put(aFeed('f'), 'cli', 1);
  await feeds.saveState('f', { nextPollAt: 1, failures: 1, added: 0 });
  await feeds.saveState('f', { nextPollAt: 1, failures: 0, added: 2 });
  const text = await page(metrics);
  expect(text).toContain('afghan_brief_digest_runs_total{result="posted"} 1');
  expect(text).toContain('afghan_brief_feed_polls_total{result="failed"} 1');
  expect(text).toContain('afghan_brief_feed_polls_total{result="ok"} 1');
});

test('Slack down and up again: counted by method, told to the health, passed on unchanged', async () => {
  const metrics = metricsOf();
  const health = createHealth({ monotonic: () => now });
  health.started();
  let next: number | 'nothing' = 200;
  let now = 0;
  let takes = 0;
  const post = observedFetch(
    async () => {
      now += takes;
      if (next === 'nothing') throw new TypeError('fetch failed');
      return new Response('{}', { status: next });
    },
    metrics,
    health,
    () => now,
  );
  const call = () => post('https://slack.com/api/chat.postMessage', { method: 'POST' });
  expect((await call()).status).toBe(200);
  for (const status of [429, 500] as const) {
    next = status;
    expect((await call()).status).toBe(status);
  }
  next = 'nothing';
  await expect(call()).rejects.toThrow('fetch failed');
  expect(health.report().reasons.join()).toContain('chat.postMessage got no answer');
  next = 200;
  await post('https://hooks.slack.com/commands/T1/2/secretpart');
  await post('https://files.slack.com/files-pri/T1-F1/download/secret.md');
  expect(health.report().ready).toBe(true);
  const text = await page(metrics);
  const line = 'afghan_brief_slack_calls_total{method="chat.postMessage",result=';
  for (const each of ['"ok"} 1', '"rate-limited"} 1', '"failed"} 2']) {
    expect(text).toContain(line + each);
  }
  expect(text).toContain('method="response_url"');
  expect(text).toContain('method="file"');
  expect(text).not.toContain('secretpart');

  takes = 6_000;
  for (let call_ = 0; call_ < 3; call_ += 1) await call();
  expect(health.report().reasons).toEqual([
    'Slack fails for 12 s, 3 calls in a row: chat.postMessage took 6 s',
  ]);
});
