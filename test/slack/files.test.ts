import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileDownloader } from '../../src/slack/download-file.ts';
import type { Actor, Ingest } from '../../src/slack/ports.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { noRemoval } from './support/no-removal.ts';
import { richTextOf } from './support/payloads.ts';

interface Given {
  readonly name: string;
  readonly bytes: string;
  readonly contentType: string | undefined;
  readonly actor: Actor;
}

describe.each(MODES)('files shared in a direct message over %s', (mode) => {
  let h: Harness;
  let given: Given[];
  const ingest: Ingest = {
    add: async () => [],
    ...noRemoval,
    async addFile(name, bytes, contentType, actor) {
      given.push({ name, bytes: Buffer.from(bytes).toString('utf8'), contentType, actor });
      return [{ kind: 'added', url: name, articleId: name, title: `Title of ${name}` }];
    },
  };
  beforeEach(async () => {
    given = [];
    h = await harness(mode, { ingest });
  });
  afterEach(() => h.stop());

  const file = (name: string, more: object = {}) => ({
    id: `F-${name}`,
    name,
    mimetype: 'text/markdown',
    size: 10,
    url_private_download: h.slack.fileUrl(name),
    ...more,
  });
  async function share(files: readonly object[], more: object = {}) {
    await h.event({
      type: 'message',
      subtype: 'file_share',
      channel_type: 'im',
      user: 'UADMIN',
      channel: 'D1',
      ts: '20.1',
      event_ts: '20.1',
      text: '',
      files,
      ...more,
    });
    await h.app.idle();
    return h.slack.of('chat.postMessage').map((call) => call.args);
  }

  it('are read with the token, added under the name of the person, and told in the thread', async () => {
    h.slack.files.set('a.md', { body: '# A\n\nثلاثة words.' });
    const [post] = await share([file('a.md')]);
    expect(given).toEqual([
      {
        name: 'a.md',
        bytes: '# A\n\nثلاثة words.',
        contentType: 'text/markdown',
        actor: { team: 'T1', user: 'UADMIN' },
      },
    ]);
    expect(h.slack.of('file')).toEqual([
      { method: 'file', args: { name: 'a.md' }, ok: true, token: 'xoxb-test' },
    ]);
    expect(post).toMatchObject({ channel: 'D1', thread_ts: '20.1' });
    expect(richTextOf(post.blocks)).toBe('Added: Title of a.md');
  });

  it('are refused to who may not, before anything is read', async () => {
    const [post] = await share([file('a.md')], { user: 'U1' });
    expect(post.text).toBe(
      "Only workspace admins may add files to the corpus. Ask one of them, or have the app's policy changed.",
    );
    expect(h.slack.of('file')).toEqual([]);
    expect(given).toEqual([]);
  });

  it('each have one line of what became of them; one that fails keeps none of the others out', async () => {
    h.slack.files.set('good.md', { body: 'good' });
    h.slack.files.set('login.md', { status: 302, body: '' });
    h.slack.files.set('broken.md', { status: 503, body: '' });
    h.slack.files.set('liar.md', { body: Buffer.alloc(20_000_001) });
    const [post, ...others] = await share([
      file('gone.md'),
      file('login.md'),
      file('broken.md'),
      file('large.md', { size: 20_000_001 }),
      file('liar.md'),
      file('elsewhere.md', { url_private_download: 'https://files.slack.com.evil.example/x' }),
      file('drive', { url_private_download: undefined, mode: 'external' }),
      file('good.md'),
    ]);
    expect(others).toEqual([]);
    expect(richTextOf(post.blocks).split('\n')).toEqual([
      'Not added: gone.md — The file is gone. Share it again.',
      expect.stringMatching(/^Not added: login.md — The app may not read files here.*files:read/),
      'Not added: broken.md — Slack did not give the file. Please share it again.',
      'Not added: large.md — The file is larger than 20 MB. Split it.',
      'Not added: liar.md — The file is larger than 20 MB. Split it.',
      expect.stringContaining('Not added: elsewhere.md — The file is kept outside Slack.'),
      expect.stringContaining('Not added: drive — Slack gives no content of this file.'),
      'Added: Title of good.md',
    ]);
    const asked = h.slack.of('file').map((call) => call.args.name);
    expect(asked).toEqual(['gone.md', 'login.md', 'broken.md', 'liar.md', 'good.md']);
  });

  it('say that words beside them are no question, and in channels are left alone', async () => {
    h.slack.files.set('a.md', { body: 'a' });
    const posts = await share([file('a.md')], { text: 'the report on ttp' });
    expect(posts).toHaveLength(2);
    expect(posts[1].text).toContain('not read as a question');
    await share([file('a.md')], { channel_type: 'channel', channel: 'C1', ts: '30.1' });
    expect(h.slack.of('chat.postMessage')).toHaveLength(2);
    expect(given).toHaveLength(1);
    expect(JSON.stringify(h.logged)).not.toContain('the report on');
  });

  it('say when adding is not set up', async () => {
    const other = await harness(mode);
    await other.event({
      type: 'message',
      subtype: 'file_share',
      channel_type: 'im',
      user: 'UADMIN',
      channel: 'D1',
      ts: '20.1',
      event_ts: '20.1',
      text: '',
      files: [{ name: 'a.md' }],
    });
    await other.app.idle();
    const [post] = other.slack.of('chat.postMessage');
    await other.stop();
    expect(post?.args.text).toContain('not set up');
  });
});

describe('reading a shared file', () => {
  const asked: string[] = [];
  const download = (respond: (url: string) => Promise<Response>) =>
    fileDownloader({
      fetch: (url) => {
        asked.push(url);
        return respond(url);
      },
    });
  const at = (url: string) => ({ name: 'a', url_private_download: url });

  it("gives the token to Slack's file server only", async () => {
    asked.length = 0;
    const get = download(async () => new Response('words'));
    for (const url of [
      'http://files.slack.com/a',
      'https://slack.com/a',
      'https://files.slack.com:8443/a',
      'https://files.slack.com@evil.example/a',
      'http://127.0.0.1/a',
      'no address',
    ]) {
      expect(await get(at(url), 'xoxb')).toMatchObject({ kind: 'failed' });
    }
    expect(asked).toEqual([]);
    const file = await get(at('https://files.slack.com/files-pri/T1-F1/download/a.md'), 'xoxb');
    expect(file).toMatchObject({ kind: 'file', bytes: Buffer.from('words') });
  });

  it('says so in one line when Slack does not answer in time', async () => {
    const get = download(() => Promise.reject(new DOMException('timed out', 'TimeoutError')));
    expect(await get(at('https://files.slack.com/a'), 'xoxb')).toEqual({
      kind: 'failed',
      reason: 'Slack did not give the file. Please share it again.',
    });
  });
});
