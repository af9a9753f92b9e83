import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../src/preview/start-preview.ts';
import { createSmallApp, SMALL_MANIFEST } from './small-app.ts';
import { steadyClock } from './steady-clock.ts';
import { testLog } from './test-log.ts';

let preview: Preview;
let port: number;

const start = (at: number) =>
  startPreview({
    createApp: createSmallApp,
    manifest: SMALL_MANIFEST,
    port: at,
    clock: steadyClock(),
    log: testLog(),
  });

beforeAll(async () => {
  preview = await start(0);
  port = Number(new URL(preview.url).port);
});
afterAll(() => preview?.stop());

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** `fetch` would not let a test choose the Host header. */
function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const own = () => ({ origin: preview.url, 'content-type': 'application/json' });
const write = (text: string) =>
  JSON.stringify({ person: 'U0SAHAR', conversation: 'C0AFGHAN', text });

describe('the page is for this computer only', () => {
  it('listens on the loopback address and allows nothing from elsewhere', async () => {
    expect(preview.url).toBe(`http://127.0.0.1:${port}`);
    const { status, headers, text } = await ask('GET', '/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    const loaded = [...text.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)];
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.every(([, from]) => from?.startsWith('/page/'))).toBe(true);
  });

  it('refuses a name that was made to resolve here', async () => {
    expect((await ask('GET', '/', { host: `evil.example:${port}` })).status).toBe(403);
    expect((await ask('GET', '/', { host: `localhost:${port}` })).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['another page', { origin: 'https://evil.example', 'content-type': 'application/json' }],
    ['another port', { origin: 'http://127.0.0.1:1', 'content-type': 'application/json' }],
    ['nobody', { 'content-type': 'application/json' }],
    ['a form', { 'content-type': 'text/plain' }],
  ])('does nothing for %s', async (who, headers) => {
    const given = who === 'a form' ? { ...headers, origin: preview.url } : headers;
    expect((await ask('POST', '/do/write', given, write('hello'))).status).toBe(403);
  });

  it.each<[string, string, string, number]>([
    ['no JSON', '/do/write', '{', 400],
    ['a missing field', '/do/write', '{}', 400],
    ['an unknown act', '/do/constructor', '{}', 400],
    ['an unknown person', '/do/write', write('x').replace('U0SAHAR', 'U9'), 400],
    ['the bot itself', '/do/write', write('x').replace('U0SAHAR', 'U0BRIEF'), 400],
    ['an unknown place', '/do/write', write('x').replace('C0AFGHAN', 'C9'), 400],
    ["another's messages", '/do/write', write('x').replace('C0AFGHAN', 'D0OMID'), 400],
    ['far too much', '/do/write', write('x'.repeat(300_000)), 400],
    ['a good message', '/do/write', write('hello'), 200],
  ])('answers %s', async (_, path, body, status) => {
    const response = await ask('POST', path, own(), body);
    expect(response.status).toBe(status);
    expect(() => JSON.parse(response.text)).not.toThrow();
  });

  it('serves its own files and no others', async () => {
    expect((await ask('GET', '/page/main.js')).headers['content-type']).toContain('javascript');
    for (const path of ['/page/../start-preview.ts', '/page/%2e%2e/log.ts', '/package.json']) {
      expect((await ask('GET', path)).status).toBe(404);
    }
    expect((await ask('DELETE', '/')).status).toBe(405);
  });

  it('leads a permalink to its message', async () => {
    const { status, headers } = await ask('GET', '/archives/C0AFGHAN/p1700000000000100');
    expect(status).toBe(303);
    expect(headers.location).toBe('/?c=C0AFGHAN&m=1700000000.000100');
  });

  it('says what to do when the port is taken', async () => {
    await expect(start(port)).rejects.toThrow(`Port ${port} is taken`);
  });
});
