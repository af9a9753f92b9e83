import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One call that the app made: a Web API method, or `response_url`. */
export interface Call {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the app sent, as JSON
  readonly args: any;
  readonly token?: string;
  /** Path of the response URL. */
  readonly url?: string;
  /** Whether it was answered as done. */
  readonly ok: boolean;
}

type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Never answers, so that the caller's time-out ends it. */
  readonly hang?: true;
};

/**
 * Slack on loopback: records Web API calls and response URLs, answers them as told, and speaks Socket
 * Mode (`apps.connections.open`, hello, envelopes, acks).
 */
export class FakeSlack {
  readonly calls: Call[] = [];
  /** What `fileUrl(name)` gives; the requests are calls of the method `file`. */
  readonly files = new Map<string, { readonly status?: number; readonly body: Buffer | string }>();
  private readonly planned = new Map<string, Reply[]>();
  private readonly standing = new Map<string, unknown>();
  private readonly waiters: { readonly test: () => boolean; readonly resolve: () => void }[] = [];
  private readonly sockets = new Set<WebSocket>();
  private readonly acks = new Map<string, (payload: unknown) => void>();
  private readonly hanging = new Set<ServerResponse>();
  private readonly posted: {
    readonly channel: unknown;
    readonly thread: unknown;
    readonly message: object;
  }[] = [];
  private envelopes = 0;
  private messages = 0;
  private readonly http = createServer((request, response) => this.serve(request, response));
  private readonly wss = new WebSocketServer({ noServer: true });

  async listen(): Promise<this> {
    this.http.on('upgrade', (request, socket, head) =>
      this.wss.handleUpgrade(request, socket, head, (ws) => this.connected(ws)),
    );
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.base}/api/`;
  }

  responseUrl(name = 'r1'): string {
    return `${this.base}/respond/${name}`;
  }

  fileUrl(name: string): string {
    return `${this.base}/files/${name}`;
  }

  /** The next call of this method gets this answer; `response_url` is a method too. */
  next(method: string, reply: Reply): void {
    this.planned.set(method, [...(this.planned.get(method) ?? []), reply]);
  }

  fails(method: string, error: string, more: object = {}): void {
    this.next(method, { body: { ok: false, error, ...more } });
  }

  /** Every call of this method gets this body, or what it makes of the call, unless another was planned. */
  always(method: string, body: unknown | ((call: Call) => unknown)): void {
    this.standing.set(method, body);
  }

  /** Forgets the calls so far and what was planned for the next ones. */
  reset(): void {
    this.calls.length = 0;
    this.planned.clear();
    this.standing.clear();
  }

  /** Calls of a method, so far. */
  of(method: string): readonly Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Waits for the nth call of a method; resolves as it arrives, without polling. */
  async waitFor(method: string, count = 1): Promise<Call> {
    const test = () => this.of(method).length >= count;
    await this.until(test);
    return this.of(method)[count - 1] as Call;
  }

  /** Waits until the calls so far are as they should be; looked at as each arrives, without polling. */
  async until(test: () => boolean): Promise<void> {
    if (!test()) await new Promise<void>((resolve) => this.waiters.push({ test, resolve }));
  }

  /** Sends one envelope over the socket and resolves with the payload of its ack. */
  async envelope(type: string, payload: unknown, more: object = {}): Promise<unknown> {
    this.envelopes += 1;
    const id = `envelope-${this.envelopes}`;
    const [socket] = this.sockets;
    if (!socket) throw new Error('no socket is connected');
    const acked = new Promise<unknown>((resolve) => this.acks.set(id, resolve));
    const accepts = type !== 'events_api';
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: accepts,
        ...more,
      }),
    );
    return acked;
  }

  async close(): Promise<void> {
    for (const response of this.hanging) response.destroy();
    for (const socket of this.sockets) socket.terminate();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private connected(socket: WebSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data) => {
      const ack = JSON.parse(String(data)) as { envelope_id: string; payload?: unknown };
      this.acks.get(ack.envelope_id)?.(ack.payload);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.base);
    if (url.pathname.startsWith('/files/')) return this.serveFile(url, request, response);
    const isApi = url.pathname.startsWith('/api/');
    const method = isApi ? url.pathname.slice('/api/'.length) : 'response_url';
    const type = request.headers['content-type'] ?? '';
    const args = type.includes('json') ? JSON.parse(raw || '{}') : formArguments(raw);
    const token = request.headers.authorization?.replace('Bearer ', '');
    const name = url.pathname.startsWith('/respond/') ? { url: url.pathname } : {};
    const asked = { method, args, ...name, ...(token === undefined ? {} : { token }) };
    const standing = this.standing.get(method);
    const reply: Reply = this.planned.get(method)?.shift() ?? {
      body:
        (typeof standing === 'function' ? standing(asked) : standing) ?? this.usual(method, args),
    };
    const refused = (reply.body as { ok?: boolean } | undefined)?.ok === false;
    const ok = (reply.status ?? 200) < 400 && !refused && !reply.hang;
    this.calls.push({ ...asked, ok });
    if (reply.hang) this.hanging.add(response);
    else {
      response.writeHead(reply.status ?? 200, {
        'content-type': 'application/json',
        ...reply.headers,
      });
      response.end(JSON.stringify(reply.body ?? {}));
    }
    for (const waiter of [...this.waiters]) {
      if (!waiter.test()) continue;
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve();
    }
  }

  private serveFile(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const name = url.pathname.slice('/files/'.length);
    const token = request.headers.authorization?.replace('Bearer ', '');
    const { status = 200, body } = this.files.get(name) ?? { status: 404, body: '' };
    const ok = status < 300;
    this.calls.push({
      method: 'file',
      args: { name },
      ok,
      ...(token === undefined ? {} : { token }),
    });
    const elsewhere = status === 302 ? { location: `${this.base}/files/login` } : {};
    response.writeHead(status, { 'content-type': 'application/octet-stream', ...elsewhere });
    response.end(body);
  }

  private usual(method: string, args: Record<string, unknown>): unknown {
    this.messages += 1;
    const ts = `1700000000.${String(this.messages).padStart(6, '0')}`;
    switch (method) {
      case 'auth.test':
        return { ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1' };
      case 'apps.connections.open':
        return { ok: true, url: `${this.base.replace('http', 'ws')}/link` };
      case 'chat.postMessage': {
        const { channel, thread_ts: thread, metadata } = args;
        this.posted.push({ channel, thread, message: { ts, ...(metadata ? { metadata } : {}) } });
        return { ok: true, channel, ts };
      }
      case 'users.info':
        return {
          ok: true,
          user: { id: args.user, tz: 'Asia/Kabul', is_admin: args.user === 'UADMIN' },
        };
      case 'users.conversations':
        return { ok: true, channels: [{ id: 'C1' }, { id: 'C2' }] };
      case 'conversations.info':
        return { ok: true, channel: { id: args.channel, is_member: true } };
      case 'conversations.replies':
      case 'conversations.history': {
        const here = this.posted.filter(
          ({ channel, thread }) => channel === args.channel && thread === args.ts,
        );
        return { ok: true, messages: here.map(({ message }) => message) };
      }
      default:
        return { ok: true };
    }
  }
}

function formArguments(raw: string): Record<string, unknown> {
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => {
      const json = /^[[{]/.test(value) && key !== 'text';
      return [key, json ? JSON.parse(value) : value];
    }),
  );
}
