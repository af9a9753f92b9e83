import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * `limited` 429 with Retry-After · `failing` 500 · `garbage` an error page, half a JSON, the wrong JSON ·
 * `silent` no answer · `slow` 6 to 12 s · `refused` no connection · `drops` sockets closed after a second.
 */
export const TROUBLES = [
  'limited',
  'failing',
  'garbage',
  'silent',
  'slow',
  'refused',
  'drops',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface SeenMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread?: string;
  readonly user?: string;
  /** JSON of the metadata, where there are some. */
  readonly mark?: string;
  readonly hasBlocks: boolean;
  readonly at: number;
}

/** Slack on loopback that can be in trouble: then it does a part of what it is asked to, and never says so. */
export class TroubledSlack {
  trouble: Trouble | null = null;
  readonly posts: SeenMessage[] = [];
  readonly ephemerals: SeenMessage[] = [];
  /** By the name in the response URL. */
  readonly responses = new Map<string, number>();
  calls = 0;
  private port = 0;
  private count = 0;
  private turn = 0;
  private readonly sockets = new Set<WebSocket>();
  private readonly raw = new Set<Socket>();
  private readonly acks = new Map<string, () => void>();
  private readonly http = createServer((request, response) => void this.serve(request, response));
  private readonly wss = new WebSocketServer({ noServer: true });

  async listen(): Promise<void> {
    this.http.on('connection', (socket) => {
      this.raw.add(socket);
      socket.on('close', () => this.raw.delete(socket));
    });
    this.http.on('upgrade', (request, socket, head) => {
      if (this.trouble !== null && this.trouble !== 'drops' && this.trouble !== 'slow') {
        socket.destroy();
      } else this.wss.handleUpgrade(request, socket, head, (ws) => this.connected(ws));
    });
    await this.open();
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on; `null`: all is well. */
  async turnTo(trouble: Trouble | null): Promise<void> {
    const wasRefusing = this.trouble === 'refused';
    this.trouble = trouble;
    if (trouble !== null) for (const socket of this.sockets) socket.terminate();
    if (trouble === 'refused') {
      for (const socket of this.raw) socket.destroy();
      await new Promise((closed) => this.http.close(closed));
    } else if (wasRefusing) await this.open();
  }

  get isConnected(): boolean {
    return this.sockets.size > 0;
  }

  /** Resolves with whether it was acked within Slack's three seconds. */
  envelope(type: string, payload: unknown): Promise<boolean> {
    const [socket] = this.sockets;
    if (!socket) return Promise.resolve(false);
    this.count += 1;
    const id = `envelope-${this.count}`;
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), 3000);
      this.acks.set(id, () => {
        clearTimeout(late);
        resolve(true);
      });
      const accepts_response_payload = type !== 'events_api';
      socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload }));
    });
  }

  private open(): Promise<void> {
    return new Promise((opened) => {
      this.http.listen(this.port, '127.0.0.1', () => {
        this.port = (this.http.address() as AddressInfo).port;
        opened();
      });
    });
  }

  private connected(socket: WebSocket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data) => {
      const { envelope_id: id } = JSON.parse(String(data)) as { envelope_id: string };
      this.acks.get(id)?.();
      this.acks.delete(id);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    const alive = setInterval(() => socket.ping(), 5000);
    socket.on('close', () => clearInterval(alive));
    if (this.trouble === 'drops') setTimeout(() => socket.terminate(), 1000);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', this.base).pathname;
    this.calls += 1;
    this.turn += 1;
    const answer = (status: number, body: string, headers = {}): void => {
      if (response.destroyed) return;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body);
    };
    const done = (): string => JSON.stringify(this.does(path, raw));
    // What goes wrong on the way back was done all the same, every third time.
    const perhaps = (): void => {
      if (this.turn % 3 === 0) done();
    };
    switch (this.trouble) {
      case 'limited':
        return answer(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '30' });
      case 'failing':
        perhaps();
        return answer(this.turn % 2 === 0 ? 500 : 503, 'upstream connect error');
      case 'garbage': {
        perhaps();
        const kinds = ['<!doctype html><h1>Something is wrong</h1>', '{"ok":tr', 'null', '{}', ''];
        return answer(200, kinds[this.turn % kinds.length] ?? '');
      }
      case 'silent':
        return perhaps();
      case 'slow': {
        const body = done();
        setTimeout(() => answer(200, body), 6000 + (this.turn % 4) * 2000);
        return;
      }
      default:
        return answer(200, done());
    }
  }

  private does(path: string, raw: string): unknown {
    if (path.startsWith('/respond/')) {
      const name = path.slice('/respond/'.length);
      const uses = (this.responses.get(name) ?? 0) + 1;
      this.responses.set(name, uses);
      return { ok: true };
    }
    const method = path.slice('/api/'.length);
    const form = Object.fromEntries(new URLSearchParams(raw));
    switch (method) {
      case 'auth.test':
        return { ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1' };
      case 'apps.connections.open':
        return { ok: true, url: `${this.base.replace('http', 'ws')}/link` };
      case 'chat.postMessage': {
        const seen = this.seen(form);
        this.posts.push(seen);
        return { ok: true, channel: seen.channel, ts: seen.ts };
      }
      case 'chat.postEphemeral':
        this.ephemerals.push(this.seen(form));
        return { ok: true };
      case 'conversations.replies':
      case 'conversations.history': {
        const messages = this.posts
          .filter(
            ({ channel, thread }) => channel === form.channel && (!form.ts || thread === form.ts),
          )
          .map(({ ts, mark }) => ({ ts, ...(mark ? { metadata: JSON.parse(mark) } : {}) }));
        return { ok: true, messages };
      }
      default:
        return { ok: true };
    }
  }

  private seen(form: Record<string, string>): SeenMessage {
    this.count += 1;
    return {
      ts: `1800000000.${String(this.count).padStart(6, '0')}`,
      channel: form.channel ?? '',
      ...(form.thread_ts ? { thread: form.thread_ts } : {}),
      ...(form.user ? { user: form.user } : {}),
      ...(form.metadata ? { mark: form.metadata } : {}),
      hasBlocks: (form.blocks ?? '[]') !== '[]',
      at: Date.now(),
    };
  }
}
