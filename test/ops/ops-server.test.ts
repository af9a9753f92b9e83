import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
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
    reasons: ['starting: the index is not built yet, or Slack has not answered yet'],
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

test('an open socket, its pings and pongs are signs of life, until it is no longer watched', () => {
  let now = 0;
  const health = createHealth({ monotonic: () => now, socket: true });
  health.started();
  const unwatch = watchSocket(health);
  for (const sign of ['open', 'ping', 'pong']) {
    now += SOCKET_SILENCE;
    expect(health.report().ready).toBe(false);
    channel(`undici:websocket:${sign}`).publish({});
    expect(health.report().ready).toBe(true);
  }
  channel('undici:websocket:close').publish({});
  expect(health.report().reasons).toEqual(['not connected to Slack']);
  unwatch();
  channel('undici:websocket:ping').publish({});
  expect(health.report().ready).toBe(false);
});

test('a real socket is heard from when it opens, and when the server pings', async () => {
  const health = createHealth({ monotonic: () => 0, socket: true });
  health.started();
  const unwatch = watchSocket(health);
  const slack = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(slack, 'listening');
  const { port } = slack.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await new Promise((opened) => socket.addEventListener('open', opened));
  expect(health.report().ready).toBe(true);
  health.socketClosed();
  const pinged = new Promise<void>((heard) => {
    channel('undici:websocket:ping').subscribe(() => heard());
  });
  for (const client of slack.clients) client.ping();
  await pinged;
  expect(health.report().ready).toBe(true);
  const closed = new Promise((ended) => socket.addEventListener('close', ended));
  for (const client of slack.clients) client.close();
  await closed;
  expect(health.report().reasons).toEqual(['not connected to Slack']);
  unwatch();
  await new Promise((stopped) => slack.close(stopped));
});
