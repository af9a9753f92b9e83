import { sql } from 'kysely';
import { createHandledEvents } from './handled-events.ts';
import type { Store } from './open-store.ts';
import { createQuestions } from './questions.ts';
import { createThreads } from './threads.ts';

const DAY = 24 * 3_600_000;

/**
 * How long things are kept, in days. `unconfirmed`: what a digest held that may have been posted; its run is looked
 * for a day at most. `runs`: digest runs, and what was shown in channels that have no digest any more. `cited`: which
 * words were shown where. `listed`: feed items after the feed listed them last.
 */
export const KEPT_DAYS = {
  events: 7,
  unconfirmed: 7,
  threads: 90,
  questions: 90,
  runs: 90,
  cited: 365,
  listed: 365,
} as const;

/**
 * Deletes what is past its time. To be run daily, by the leader; running it twice does no harm.
 * @param now Epoch milliseconds.
 */
export async function cleanUp(store: Store, now: number): Promise<void> {
  const before = (name: keyof typeof KEPT_DAYS): number => now - KEPT_DAYS[name] * DAY;
  await createHandledEvents(store).prune(before('events'));
  await createThreads(store).prune(before('threads'));
  await createQuestions(store).prune(before('questions'));
  await pruneDigests(store, before('unconfirmed'), before('runs'));
  const { db } = store;
  await db.deleteFrom('cited_spans').where('at', '<', before('cited')).execute();
  // Words whose notice is forgotten here are forgotten above: nothing is noticed twice.
  await db.deleteFrom('change_notices').where('at', '<', before('cited')).execute();
  // A feed that was not read for long has forgotten nothing meanwhile.
  await sql`delete from feed_seen where at < (select max(newest.at) from feed_seen as newest
    where newest.team = feed_seen.team and newest.feed_id = feed_seen.feed_id)
    - ${KEPT_DAYS.listed * DAY}`.execute(db);
}

/**
 * The newest runs of a channel stay: they say what its next digest covers, and what its settings show. What its
 * digests have shown stays as long as it has one, or an old article would come as new.
 */
async function pruneDigests({ db }: Store, unconfirmed: number, runs: number): Promise<void> {
  await sql`delete from shown_excerpts
    where scope like 'digest:%#%' and at < ${unconfirmed}`.execute(db);
  await sql`delete from digest_runs where result is null and lease_until < ${runs}`.execute(db);
  await sql`delete from digest_runs where result is not null and covered_until < ${runs}
    and finish_order < (select max(newer.finish_order) from digest_runs as newer
      where newer.subscription = digest_runs.subscription)
    and exists (select 1 from digest_runs as newer
      where newer.subscription = digest_runs.subscription and newer.result in ('posted', 'quiet')
        and (newer.covered_until > digest_runs.covered_until
          or (newer.covered_until = digest_runs.covered_until
            and newer.finish_order > digest_runs.finish_order)))`.execute(db);
  const gone = sql`not in (select id from subscriptions)`;
  await sql`delete from digest_runs where subscription ${gone}
    and coalesce(covered_until, lease_until) < ${runs}`.execute(db);
  await sql`delete from shown_excerpts where at < ${runs} and scope like 'digest:%'
    and substr(scope, 8) ${gone}`.execute(db);
}
