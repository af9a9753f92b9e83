import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildConnector } from 'undici';
import { publicAddress } from '../../src/ingest/public-address.ts';
import {
  createSafeFetch,
  type SafeFetch,
  type SafeFetchDeps,
} from '../../src/ingest/safe-fetch.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Loopback {
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: string[];
  on(path: string, handler: Handler): void;
  url(path: string, host?: string): string;
  close(): Promise<void>;
}

/** A web server on 127.0.0.1; unknown paths, robots.txt too, answer 404. */
export async function loopback(): Promise<Loopback> {
  const handlers = new Map<string, Handler>();
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.on('error', () => {});
    const handler = handlers.get(new URL(request.url ?? '/', 'http://x').pathname);
    if (handler !== undefined) handler(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    on: (path, handler) => handlers.set(path, handler),
    url: (path, host = 'news.example') => `http://${host}:${port}${path}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export interface Opened {
  readonly fetcher: SafeFetch;
  /** Addresses that a socket was opened to. */
  readonly connected: string[];
}

/**
 * The real fetcher, with a resolver of its own and a socket layer that only ever reaches the
 * loopback server: 127.0.0.1 counts as public, every other address as it really is.
 */
export function fetcherFor(server: Loopback, deps: Partial<SafeFetchDeps> = {}): Opened {
  const connected: string[] = [];
  const socket = buildConnector({ timeout: 60_000 });
  const fetcher = createSafeFetch(
    {
      now: () => 0,
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      resolve: async () => ['127.0.0.1'],
      allow: (address) => (address === '127.0.0.1' ? { kind: 'allowed' } : publicAddress(address)),
      connect: (options, callback) => {
        connected.push(options.hostname);
        if (options.hostname === '127.0.0.1') socket(options, callback);
        else callback(new Error('tests reach loopback only'), null);
      },
      ...deps,
    },
    { ports: [server.port, 80, 443] },
  );
  return { fetcher, connected };
}
