import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FetchResult } from '../../src/ingest/fetch-result.ts';
import { fetcherFor, type Loopback, loopback, type Opened } from './loopback-server.ts';

let server: Loopback;
const opened: Opened[] = [];
const open = (deps: Parameters<typeof fetcherFor>[1] = {}): Opened => {
  const one = fetcherFor(server, deps);
  opened.push(one);
  return one;
};

beforeEach(async () => {
  server = await loopback();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ fetcher }) => fetcher.close()));
  await server.close();
});

const text = (result: FetchResult): string =>
  result.kind === 'page' ? Buffer.from(result.bytes).toString() : `${result.kind}`;
const failure = (result: FetchResult): string =>
  result.kind === 'failed' ? `${result.failure}: ${result.reason}` : result.kind;

describe('safe fetch, honest servers', () => {
  it('gives the page, its validators and a plain user agent', async () => {
    let agent: string | undefined;
    server.on('/a', (request, response) => {
      agent = request.headers['user-agent'];
      response.writeHead(200, {
        'content-type': 'text/html',
        etag: '"1"',
        'last-modified': 'then',
      });
      response.end('<p>Hello</p>');
    });
    const result = await open().fetcher.fetch({ url: server.url('/a#part') });
    expect(result).toMatchObject({
      kind: 'page',
      url: server.url('/a'),
      contentType: 'text/html',
      etag: '"1"',
      lastModified: 'then',
      moved: false,
    });
    expect(text(result)).toBe('<p>Hello</p>');
    expect(agent).toBe('AfghanBrief/0.1');
  });

  it('unpacks gzip and brotli', async () => {
    server.on('/gzip', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    });
    server.on('/br', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('packed too'));
    });
    const { fetcher } = open();
    expect(text(await fetcher.fetch({ url: server.url('/gzip') }))).toBe('packed');
    expect(text(await fetcher.fetch({ url: server.url('/br') }))).toBe('packed too');
  });

  it('asks whether the page changed', async () => {
    const got: unknown[] = [];
    server.on('/a', ({ headers }, response) => {
      got.push(headers['if-none-match'], headers['if-modified-since']);
      response.writeHead(304).end();
    });
    const request = { url: server.url('/a'), etag: '"1"', lastModified: 'then' };
    const result = await open().fetcher.fetch(request);
    expect(result).toEqual({ kind: 'not-modified', url: server.url('/a') });
    expect(got).toEqual(['"1"', 'then']);
  });

  it('follows redirects and says whether they are for good', async () => {
    server.on('/old', (_, response) => response.writeHead(301, { location: '/new' }).end());
    server.on('/now', (_, response) => response.writeHead(302, { location: '/new' }).end());
    server.on('/new', (_, response) => response.writeHead(200).end('here'));
    const { fetcher } = open();
    expect(await fetcher.fetch({ url: server.url('/old') })).toMatchObject({
      url: server.url('/new'),
      moved: true,
    });
    expect(await fetcher.fetch({ url: server.url('/now') })).toMatchObject({
      url: server.url('/new'),
      moved: false,
    });
  });

  it.each([
    [404, 'status: there is no such page (404)'],
    [403, 'status: the server refuses to give the page (403)'],
    [401, 'status: the page wants a login (401)'],
    [503, 'status: the server has a fault (503)'],
    [418, 'status: the server answered 418'],
  ])('says what status %s means', async (status, words) => {
    server.on('/a', (_, response) => response.writeHead(status, { 'retry-after': '7' }).end('no'));
    const result = await open().fetcher.fetch({ url: server.url('/a') });
    expect(failure(result)).toBe(words);
    expect(result).toMatchObject({ status, retryAfterMs: 7000 });
  });
});

describe('robots.txt', () => {
  it('is honoured, and asked for once', async () => {
    server.on('/robots.txt', (_, response) => response.end('User-agent: *\nDisallow: /private'));
    server.on('/a', (_, response) => response.end('ok'));
    const { fetcher } = open();
    expect(failure(await fetcher.fetch({ url: server.url('/private/x') }))).toContain('robots: ');
    expect(text(await fetcher.fetch({ url: server.url('/a') }))).toBe('ok');
    expect(server.asked).toEqual(['/robots.txt', '/a']);
  });

  it('is honoured where a redirect leads', async () => {
    server.on('/robots.txt', (_, response) => response.end('User-agent: *\nDisallow: /private'));
    server.on('/a', (_, response) => response.writeHead(302, { location: '/private' }).end());
    expect(failure(await open().fetcher.fetch({ url: server.url('/a') }))).toContain('robots: ');
    expect(server.asked).toEqual(['/robots.txt', '/a']);
  });

  it('that cannot be had now forbids all, for now', async () => {
    server.on('/robots.txt', (_, response) => response.writeHead(503).end());
    server.on('/a', (_, response) => response.end('ok'));
    const { fetcher } = open();
    expect(failure(await fetcher.fetch({ url: server.url('/a') }))).toContain('robots: ');
    server.on('/robots.txt', (_, response) => response.writeHead(404).end());
    expect(text(await fetcher.fetch({ url: server.url('/a') }))).toBe('ok');
  });
});

describe('safe fetch, hostile servers', () => {
  it.each([
    'http://127.0.0.2/',
    'http://2130706434/',
    'http://0x7f000002/',
    'http://0177.0.0.2/',
    'http://127.2/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'https://192.168.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00:ec2::254]/',
  ])('never opens a connection for %s', async (url) => {
    const { fetcher, connected } = open();
    expect(failure(await fetcher.fetch({ url }))).toMatch(
      /^private-address: only public addresses/,
    );
    expect(connected).toEqual([]);
  });

  it.each([
    ['127.0.0.2'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['fe80::1%lo'],
    ['93.184.216.34', '10.0.0.1'],
  ])('never opens a connection when a name resolves to %s %s', async (...addresses) => {
    const { fetcher, connected } = open({ resolve: async () => addresses });
    const result = await fetcher.fetch({ url: 'http://inside.example/' });
    expect(failure(result)).toMatch(/^private-address: /);
    expect(connected).toEqual([]);
  });

  it.each(['http://169.254.169.254/', 'http://[::ffff:127.0.0.1]/', 'http://localhost.example/'])(
    'refuses a redirect to %s',
    async (location) => {
      server.on('/a', (_, response) => response.writeHead(302, { location }).end());
      const { fetcher, connected } = open({
        resolve: async (host) => [host === 'localhost.example' ? '127.0.0.9' : '127.0.0.1'],
      });
      expect(failure(await fetcher.fetch({ url: server.url('/a') }))).toMatch(/^private-address: /);
      expect(new Set(connected)).toEqual(new Set(['127.0.0.1']));
    },
  );

  it.each(['file:///etc/passwd', 'http://u:p@news.example/', 'http://news.example:22/'])(
    'refuses a redirect to %s',
    async (location) => {
      server.on('/a', (_, response) => response.writeHead(302, { location }).end());
      expect(failure(await open().fetcher.fetch({ url: server.url('/a') }))).toMatch(
        /^bad-address: redirected to /,
      );
    },
  );

  it('connects to the very address that was checked, though DNS changes between look-ups', async () => {
    server.on('/robots.txt', (_, response) => {
      response.writeHead(404, { connection: 'close' }).end();
    });
    server.on('/a', (_, response) => response.end('ok'));
    const answers = ['127.0.0.1', '10.0.0.1'];
    let lookups = 0;
    const { fetcher, connected } = open({
      resolve: async () => {
        lookups += 1;
        return [answers[Math.min(lookups, 2) - 1]!];
      },
    });
    const result = await fetcher.fetch({ url: server.url('/a') });
    expect(failure(result)).toBe(
      'private-address: only public addresses are fetched: 10.0.0.1 is not public (private)',
    );
    expect(lookups).toBe(2);
    expect(connected).toEqual(['127.0.0.1']);
    expect(server.asked).toEqual(['/robots.txt']);
  });

  it('stops reading an endless body at the limit', async () => {
    let sent = 0;
    const piece = Buffer.alloc(65_536, 'x');
    let ended = () => {};
    const closed = new Promise<void>((resolve) => {
      ended = resolve;
    });
    server.on('/a', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const pump = () => {
        while (sent < 1_000_000_000) {
          sent += piece.length;
          if (!response.write(piece)) {
            response.once('drain', pump);
            return;
          }
        }
        response.end();
      };
      response.once('close', ended);
      pump();
    });
    const result = await open().fetcher.fetch({ url: server.url('/a'), limitBytes: 1_000_000 });
    expect(failure(result)).toBe('too-large: the page is larger than 1 MB');
    await closed;
    expect(sent).toBeLessThan(50_000_000);
  });

  it('refuses unread what announces more than the limit', async () => {
    server.on('/a', (_, response) => {
      response.writeHead(200, { 'content-length': '1000000000' });
      response.write('x');
    });
    expect(failure(await open().fetcher.fetch({ url: server.url('/a') }))).toBe(
      'too-large: the page is larger than 10 MB',
    );
  });

  it('stops unpacking a gzip bomb at the limit, in one layer or two', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    server.on('/one', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    server.on('/two', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(bomb));
    });
    const { fetcher } = open();
    for (const path of ['/one', '/two']) {
      const result = await fetcher.fetch({ url: server.url(path) });
      expect(failure(result)).toBe('too-large: the page is larger than 10 MB');
    }
  });

  it.each([
    ['gzip', 'not gzip at all', 'encoding: the page cannot be unpacked: damaged compressed data'],
    ['br', 'not brotli at all', 'encoding: the page cannot be unpacked: damaged compressed data'],
    ['zip', 'x', 'encoding: the page cannot be unpacked: content encoding "zip"'],
    [
      'gzip, gzip, gzip',
      'x',
      'encoding: the page cannot be unpacked: content encoding "gzip, gzip, gzip"',
    ],
  ])('reports a body that is not %s', async (encoding, body, words) => {
    server.on('/a', (_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect(failure(await open().fetcher.fetch({ url: server.url('/a') }))).toBe(words);
  });

  it('gives up on a redirect loop and on a long chain', async () => {
    server.on('/a', (_, response) => response.writeHead(302, { location: '/b' }).end());
    server.on('/b', (_, response) => response.writeHead(302, { location: '/a' }).end());
    server.on('/n', (request, response) => {
      const n = Number(new URL(request.url!, 'http://x').searchParams.get('n'));
      response.writeHead(302, { location: `/n?n=${n + 1}` }).end();
    });
    server.on('/nowhere', (_, response) => response.writeHead(302).end());
    const { fetcher } = open();
    const outcome = async (path: string) => failure(await fetcher.fetch({ url: server.url(path) }));
    expect(await outcome('/a')).toBe('redirects: the server redirects in a circle');
    expect(await outcome('/n?n=0')).toBe('redirects: more than 5 redirects');
    expect(await outcome('/nowhere')).toBe('redirects: the server redirects to nowhere');
  });

  it('gives up on a slow drip when the time for everything is over', async () => {
    let timeIsUp = () => {};
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    server.on('/a', (_, response) => {
      response.once('close', closed);
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<p>', () => timeIsUp());
    });
    const { fetcher } = open({
      after: (_, callback) => {
        timeIsUp = callback;
        return () => {};
      },
    });
    const result = await fetcher.fetch({ url: server.url('/a') });
    expect(failure(result)).toBe('timeout: no complete answer in 45 s');
    await gone;
  });

  it('reports a broken connection, a dead port and a name that is none', async () => {
    server.on('/cut', (request) => request.socket.destroy());
    const { fetcher } = open();
    expect(failure(await fetcher.fetch({ url: server.url('/cut') }))).toMatch(/^unreachable: /);
    const nameless = open({
      resolve: async () => {
        throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
      },
    });
    expect(failure(await nameless.fetcher.fetch({ url: server.url('/a') }))).toBe(
      'unreachable: there is no such host',
    );
  });
});
