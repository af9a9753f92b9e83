import { channel } from 'node:diagnostics_channel';
import { afterEach, expect, test } from 'vitest';
import { createHealth, SOCKET_SILENCE } from '../../src/ops/health.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { type OpsServer, startOpsServer } from '../../src/ops/ops-server.ts';
import { opsRoutes } from '../../src/ops/routes.ts';
import { watchSocket } from '../../src/ops/watch-socket.ts';

let server: OpsServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function start() {
  const health = createHealth({ monotonic: () => 0 });
  const isReady = () => health.report().ready;
  const metrics = createMetrics({ isReady, isLeader: () => true, passages: () => 0 });
  server = await startOpsServer(opsRoutes(health, metrics), 0, '127.0.0.1');
  return { health, address: `http://127.0.0.1:${server.port}` };
}

test('lives before it is ready, and says why it is not', async () => {
  const { health, address } = await start();
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  const early = await fetch(`${address}/readyz?verbose`);
  expect(early.status).toBe(503);
  expect(await early.json()).toEqual({
    ready: false,
    reasons: ['starting: the index is not built yet'],
  });
  health.started();
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
});

test('serves metrics of the bot and of the process, and nothing else', async () => {
  const { address } = await start();
  const metrics = await fetch(`${address}/metrics`);
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  const text = await metrics.text();
  expect(text).toContain('afghan_brief_ready 0');
  expect(text).toContain('process_resident_memory_bytes');
  expect((await fetch(`${address}/`)).status).toBe(404);
  expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404);
});

test('pings, pongs and events of the socket are signs of life, until it is no longer watched', () => {
  let now = 0;
  const health = createHealth({ monotonic: () => now, socket: true });
  health.started();
  const listeners = new Map<string, () => void>();
  const unwatch = watchSocket({ on: (event, heard) => listeners.set(event, heard) }, health);
  const signs = [
    () => listeners.get('connected')?.(),
    () => listeners.get('slack_event')?.(),
    () => channel('undici:websocket:ping').publish({}),
    () => channel('undici:websocket:pong').publish({}),
  ];
  for (const sign of signs) {
    now += SOCKET_SILENCE;
    expect(health.report().ready).toBe(false);
    sign();
    expect(health.report().ready).toBe(true);
  }
  listeners.get('disconnected')?.();
  expect(health.report().reasons).toEqual(['not connected to Slack']);
  unwatch();
  channel('undici:websocket:ping').publish({});
  expect(health.report().ready).toBe(false);
});
