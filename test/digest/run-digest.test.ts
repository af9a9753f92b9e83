import { beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { memoryRunLog } from '../../src/digest/memory-run-log.ts';
import { memoryShownExcerpts } from '../../src/digest/memory-shown-excerpts.ts';
import type { DigestPost, DigestPoster, PostOutcome } from '../../src/digest/poster.ts';
import { type DigestServices, LEASE, runDigest } from '../../src/digest/run-digest.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { DRAFTS, smallDesk } from '../slack/builders/small-desk.ts';
import { aSubscription } from './digest-stores-contract.ts';

const NOW = Date.parse('2026-11-22T03:30:00Z');
const everything: Subscription = { ...aSubscription, topics: [], postWhenQuiet: false };

describe('one digest', () => {
  let now: number;
  let posts: DigestPost[];
  let told: string[];
  let outcomes: PostOutcome[];
  let find: DigestPoster['find'];
  let services: DigestServices;
  const withDesk = (desk: Desk) => {
    services = { ...services, deskOf: () => desk };
  };
  const run = (key: string, subscription = everything) =>
    runDigest({ subscription, key, localDate: '2026-11-22' }, services);

  beforeEach(async () => {
    now = NOW;
    posts = [];
    told = [];
    outcomes = [];
    find = async () => ({ kind: 'absent' });
    const desk = await smallDesk();
    services = {
      deskOf: () => desk,
      runLog: memoryRunLog(),
      shownExcerpts: memoryShownExcerpts(),
      clock: () => now,
      poster: {
        async post(post) {
          posts.push(post);
          return outcomes.shift() ?? { kind: 'posted', ts: `ts${posts.length}` };
        },
        find: (...args) => find(...args),
        async tell(_, reason) {
          told.push(reason);
        },
      },
    };
  });

  const articlesOf = (post: DigestPost | undefined) =>
    post?.digest?.groups.flatMap((group) => group.items.map((item) => item.excerpt.articleId));

  it('starts with the last seven days', async () => {
    expect(await run('2026-11-22')).toEqual({ kind: 'posted', ts: 'ts1' });
    expect(articlesOf(posts[0])?.sort()).toEqual(['border', 'schools']);
  });

  it('then holds what is new in the corpus, however old its date', async () => {
    await run('2026-11-22');
    withDesk(
      await smallDesk([
        ...DRAFTS,
        {
          id: 'found',
          title: 'Found late',
          publishedAt: '2024-05-01',
          topics: ['Archive'],
          body: 'The archive of the border guard was found in a cellar in May.',
        },
      ]),
    );
    now += 24 * 3_600_000;
    await run('2026-11-23');
    expect(articlesOf(posts[1])).toEqual(['found']);
    expect(posts[1]?.since).toBe(NOW);
  });

  it('posts nothing on a quiet day, or one line, as set', async () => {
    await run('2026-11-22');
    expect(await run('2026-11-23')).toEqual({ kind: 'quiet' });
    expect(posts).toHaveLength(1);
    await run('2026-11-24', { ...everything, postWhenQuiet: true });
    expect(posts[1]?.digest).toBeNull();
  });

  it('keeps to its topics', async () => {
    await run('2026-11-22', { ...everything, topics: ['TTP'] });
    expect(posts[0]?.digest?.groups.map((group) => group.topic)).toEqual(['TTP']);
  });

  it('is posted once however many try', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => run('2026-11-22')));
    expect(all.filter((one) => one.kind === 'posted')).toHaveLength(1);
    now += 10 * LEASE;
    expect(await run('2026-11-22')).toEqual({ kind: 'not-ours' });
    expect(posts).toHaveLength(1);
  });

  it('after a time-out waits for the lease, looks, and does not post again what is there', async () => {
    outcomes = [{ kind: 'unsure', reason: 'Slack did not answer.' }];
    expect((await run('2026-11-22')).kind).toBe('later');
    expect(await run('2026-11-22')).toEqual({ kind: 'not-ours' });
    now += LEASE;
    find = async () => ({ kind: 'found', ts: 'there' });
    expect(await run('2026-11-22')).toEqual({ kind: 'posted', ts: 'there' });
    expect(posts).toHaveLength(1);
  });

  it('after a time-out posts when the first post is not there', async () => {
    outcomes = [{ kind: 'unsure', reason: 'Slack did not answer.' }];
    await run('2026-11-22');
    now += LEASE;
    expect(await run('2026-11-22')).toEqual({ kind: 'posted', ts: 'ts2' });
  });

  it('after a time-out does not post again where it cannot look, and says so', async () => {
    outcomes = [{ kind: 'unsure', reason: 'Slack did not answer.' }];
    await run('2026-11-22');
    now += LEASE;
    find = async () => ({ kind: 'unknown' });
    expect((await run('2026-11-22')).kind).toBe('given-up');
    expect(posts).toHaveLength(1);
    expect(told[0]).toContain('cannot be read');
  });

  it('waits as long as a rate limit says', async () => {
    outcomes = [{ kind: 'later', waitMs: 30_000, reason: 'Slack asks me to slow down.' }];
    await run('2026-11-22');
    now += 29_999;
    expect(await run('2026-11-22')).toEqual({ kind: 'not-ours' });
    now += 1;
    expect((await run('2026-11-22')).kind).toBe('posted');
  });

  it('tells who set it when the channel is gone, once while it stays gone', async () => {
    const gone: PostOutcome = { kind: 'refused', reason: 'I cannot see that channel.' };
    outcomes = [gone, gone];
    expect(await run('2026-11-22')).toEqual({ kind: 'given-up', reason: gone.reason });
    await run('2026-11-23');
    expect(told).toEqual([gone.reason]);
    await run('2026-11-24');
    expect(articlesOf(posts[2])?.sort()).toEqual(['border', 'schools']);
  });
});
