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

/** Far longer than the time-out of one call to Slack (10 s), in ms. */
export const LEASE = 120_000;
/** After this many attempts a run is given up and the person who set it is told. */
export const MOST_ATTEMPTS = 5;

export type RunOutcome =
  | RunResult
  /** Someone else has it, or it was finished before. */
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'later'; readonly reason: string };

/**
 * Posts one digest once. The claim keeps others away; a second attempt first looks for the message that
 * the first may have left behind. Where that cannot be looked up, the choice is at most once: a digest
 * that may have been posted is not posted again.
 */
export async function runDigest(
  run: { readonly subscription: Subscription; readonly key: string; readonly localDate: string },
  services: DigestServices,
): Promise<RunOutcome> {
  const { runLog, shownExcerpts, poster, clock } = services;
  const { subscription, key } = run;
  const desk = services.deskOf(subscription.team);
  const id = { subscription: subscription.id, key };
  const now = clock();
  const claim = await runLog.claim(id, { now, until: now + LEASE });
  if (claim.kind !== 'claimed') return { kind: 'not-ours' };

  const scope = `digest:${subscription.id}`;
  const articles = await desk.published();
  const corpus = await desk.corpusVersion();
  const finish = async (result: RunResult): Promise<RunResult> => {
    const covered = result.kind !== 'given-up';
    if (covered) {
      const ids = articles.map((article) => article.articleId);
      await shownExcerpts.add(scope, ids, now);
    } else {
      const before = await runLog.latest(subscription.id);
      const told = before?.result.kind === 'given-up' && before.result.reason === result.reason;
      if (!told) await poster.tell(subscription, result.reason);
    }
    await runLog.finish({ ...id, result, coveredUntil: now, corpus });
    return result;
  };

  if (claim.attempts > 1) {
    const found = await poster.find(subscription, key, now - LOOK_BACK);
    if (found.kind === 'found') return finish({ kind: 'posted', ts: found.ts });
    if (found.kind === 'unknown') return finish({ kind: 'given-up', reason: MAYBE_POSTED });
  }
  const last = await runLog.last(subscription.id);
  const digest = await digestOf(subscription, services, scope, last === null);
  if (digest === null && !subscription.postWhenQuiet) return finish({ kind: 'quiet' });

  const outcome = await poster.post({
    subscription,
    runKey: key,
    digest,
    localDate: run.localDate,
    ...(last === null ? {} : { since: last.coveredUntil }),
  });
  if (outcome.kind === 'posted') return finish({ kind: 'posted', ts: outcome.ts });
  if (outcome.kind === 'refused' || claim.attempts >= MOST_ATTEMPTS) {
    return finish({ kind: 'given-up', reason: outcome.reason });
  }
  // An unsure post keeps its lease: a slow request may still arrive while it lasts.
  if (outcome.kind === 'later') await runLog.release(id, clock() + outcome.waitMs);
  return { kind: 'later', reason: outcome.reason };
}

const LOOK_BACK = 24 * 3_600_000;
const MAYBE_POSTED =
  'An attempt was cut off after it may have been posted, and the channel cannot be read to check, so it was not posted again.';

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
