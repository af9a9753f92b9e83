import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActError, type Acting } from '../acts/acting.ts';
import type { Log } from '../log.ts';
import { snapshot } from '../render/snapshot.ts';
import { runAct } from './acts.ts';
import { HEADERS, refusal } from './guard.ts';
import { readJson } from './read-json.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The files of the page: nothing else is served from the disk. */
const FILES = [
  'page.css',
  'blocks.css',
  'theme.js',
  'main.js',
  'place.js',
  'drawing.js',
  'api.js',
  'composer.js',
  'controls.js',
  'dialogs.js',
  'rows.js',
  'icon.svg',
];

export interface PageServerOptions {
  readonly acting: Acting;
  /** The page's frame. */
  readonly frame: string;
  readonly port: number;
  readonly host: string;
  readonly log: Log;
}

export interface PageServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves the page, its events and its doings. Rejects when the port cannot be had. */
export async function servePage(options: PageServerOptions): Promise<PageServer> {
  const { acting, log } = options;
  const files = new Map(
    FILES.map((name) => [name, readFileSync(new URL(`../page/${name}`, import.meta.url))]),
  );
  const watching = new Set<ServerResponse>();
  const unsubscribe = acting.workspace.subscribe(() => {
    for (const response of watching) response.write('event: change\ndata: {}\n\n');
  });
  const port = () => (server.address() as AddressInfo).port;
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    handle(request, response).catch((error: unknown) => {
      const known = error instanceof ActError;
      if (!known) log.error({ error: String(error) }, 'the preview failed on a request');
      const words = known ? error.message : 'The preview failed; see where it was started.';
      send(response, known ? 400 : 500, 'application/json', JSON.stringify({ error: words }));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusal(request, port());
    if (refused) return send(response, 403, 'text/plain; charset=utf-8', refused);
    const url = new URL(request.url ?? '/', 'http://preview.invalid');
    const [, first = '', second = '', third = ''] = url.pathname.split('/');
    if (request.method === 'POST' && first === 'do') {
      const outcome = await runAct(acting, second, await readJson(request));
      return send(response, 200, 'application/json', JSON.stringify(outcome));
    }
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET or POST');
    if (url.pathname === '/') return send(response, 200, 'text/html; charset=utf-8', options.frame);
    if (first === 'page' && files.has(second)) {
      const type = TYPES[second.split('.').at(-1) ?? ''] ?? 'text/plain';
      return send(response, 200, type, files.get(second));
    }
    if (first === 'snapshot') {
      const thread = url.searchParams.get('thread');
      const shown = snapshot(acting, {
        person: url.searchParams.get('person') ?? '',
        conversation: url.searchParams.get('conversation') ?? '',
        ...(thread ? { thread } : {}),
      });
      return send(response, 200, 'application/json', JSON.stringify(shown));
    }
    if (first === 'events') return watch(response);
    if (first === 'archives') {
      const ts = third.replace(/^p(\d+)(\d{6})$/, '$1.$2');
      response.setHeader('location', `/?${new URLSearchParams({ c: second, m: ts })}`);
      return send(response, 303, 'text/plain', 'See the page.');
    }
    return send(response, 404, 'text/plain', 'Nothing here.');
  }

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 1000\nevent: change\ndata: {}\n\n');
    watching.add(response);
    response.on('close', () => watching.delete(response));
  }

  await listen(server, options.port, options.host);
  return {
    port: port(),
    async stop() {
      unsubscribe();
      for (const response of watching) response.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer | undefined,
): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
