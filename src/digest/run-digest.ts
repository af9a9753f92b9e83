import type { DeskOf } from '../answer/desk.ts';
import { compose, type Digest } from './compose.ts';
import { newArticles } from './new-articles.ts';
import type { RunLog, RunResult, ShownExcerpts } from './ports.ts';
import type { DigestPoster } from './poster.ts';
import type { Subscription } from './subscription.ts';

export interface DigestServices {
  /** The subscription's workspace's is asked. */
  readonly deskOf: DeskOf;
  readonly runLog: RunLog;
  readonly shownExcerpts: ShownExcerpts;
  readonly poster: DigestPoster;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface DigestRun {
  readonly subscription: Subscription;
  readonly key: string;
  readonly localDate: string;
  /** When it was due, epoch milliseconds; absent for one that a person asked for. */
  readonly dueAt?: number;
  /** Epoch milliseconds: given up when the next attempt would come later. @default no end */
  readonly until?: number;
}

/** Far longer than the time-out of one call to Slack (10 s), in ms. */
export const LEASE = 120_000;
/** So many attempts may end without a word (the process died) before a run is given up. */
export const MOST_ATTEMPTS = 5;
/** A digest posted so long after its time is marked as late, in ms. */
const LATE = 15 * 60_000;

export type RunOutcome =
  | RunResult
  /** Someone else has it, or it was finished before. */
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'later'; readonly reason: string };

/**
 * Posts one digest once. The claim keeps others away; an attempt after one that may have posted first
 * looks for its message. Where that may not be looked up, the choice is at most once: a digest that may
 * have been posted is not posted again. While Slack is in trouble it is tried until the run's end.
 */
export async function runDigest(run: DigestRun, services: DigestServices): Promise<RunOutcome> {
  const { runLog, shownExcerpts, poster, clock } = services;
  const { subscription, key, until = Number.POSITIVE_INFINITY } = run;
  const desk = services.deskOf(subscription.team);
  const id = { subscription: subscription.id, key };
  const now = clock();
  const claim = await runLog.claim(id, { now, until: now + LEASE });
  if (claim.kind !== 'claimed') return { kind: 'not-ours' };

  const scope = `digest:${subscription.id}`;
  const maybeScope = `${scope}#${key}`;
  const articleIds = (await desk.published()).map((article) => article.articleId);
  const corpus = await desk.corpusVersion();
  const finish = async (result: RunResult, covered = articleIds): Promise<RunResult> => {
    if (result.kind !== 'given-up') await shownExcerpts.add(scope, covered, now);
    else {
      const before = await runLog.latest(subscription.id);
      const told = before?.result.kind === 'given-up' && before.result.reason === result.reason;
      if (!told) await poster.tell(subscription, result.reason);
    }
    await runLog.finish({ ...id, result, coveredUntil: now, corpus });
    return result;
  };
  const later = async (
    waitMs: number,
    reason: string,
    perhapsPosted: boolean,
  ): Promise<RunOutcome> => {
    const next = clock() + waitMs;
    if (next >= until) return finish({ kind: 'given-up', reason });
    await runLog.release(id, next, perhapsPosted);
    return { kind: 'later', reason };
  };

  if (claim.attempts > 1) {
    const found = await poster.find(subscription, key, now - LOOK_BACK);
    if (found.kind === 'found') {
      // What was added since that attempt was not in its post.
      const then = await shownExcerpts.shown(maybeScope, articleIds);
      return finish({ kind: 'posted', ts: found.ts }, then.size > 0 ? [...then] : articleIds);
    }
    if (found.kind === 'unknown') return finish({ kind: 'given-up', reason: MAYBE_POSTED });
    if (found.kind === 'later') return later(found.waitMs, found.reason, true);
    if (claim.attempts > MOST_ATTEMPTS) return finish({ kind: 'given-up', reason: POISONED });
  }
  const last = await runLog.last(subscription.id);
  const digest = await digestOf(subscription, services, scope, last === null);
  if (digest === null && !subscription.postWhenQuiet) return finish({ kind: 'quiet' });

  const { dueAt } = run;
  const outcome = await poster.post({
    subscription,
    runKey: key,
    digest,
    localDate: run.localDate,
    ...(dueAt !== undefined && now - dueAt >= LATE ? { lateSince: dueAt } : {}),
    ...(last === null ? {} : { since: last.coveredUntil }),
  });
  switch (outcome.kind) {
    case 'posted':
      return finish({ kind: 'posted', ts: outcome.ts });
    case 'refused': {
      const { reason, closed } = outcome;
      return finish({ kind: 'given-up', reason, ...(closed ? { closed } : {}) });
    }
    case 'later':
      return later(outcome.waitMs, outcome.reason, false);
    case 'unsure':
      await shownExcerpts.add(maybeScope, articleIds, now);
      // A slow request may still arrive while the lease lasts.
      return later(LEASE, outcome.reason, true);
  }
}

const LOOK_BACK = 24 * 3_600_000;
const MAYBE_POSTED =
  'An attempt was cut off after it may have been posted, and the channel cannot be read to check, so it was not posted again.';
const POISONED = 'Posting it ended the app several times; that is logged. Please tell an admin.';

async function digestOf(
  subscription: Subscription,
  { deskOf, shownExcerpts, clock }: DigestServices,
  scope: string,
  first: boolean,
): Promise<Digest | null> {
  const desk = deskOf(subscription.team);
  const articles = await desk.published();
  const known = await shownExcerpts.shown(
    scope,
    articles.map((article) => article.articleId),
  );
  const articleIds = newArticles({ articles, known, first, now: clock() });
  if (articleIds.length === 0) return null;
  const { topics } = subscription;
  const digest = compose(
    await desk.digest({ articleIds, ...(topics.length > 0 ? { topics } : {}) }),
  );
  return digest.groups.length === 0 ? null : digest;
}
