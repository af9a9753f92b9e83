import type { WebClient } from '@slack/web-api';
import { localDate } from '../digest/local-time.ts';
import { runDigest } from '../digest/run-digest.ts';
import { subscriptionId } from '../digest/subscription.ts';
import { openDigestSettings, subscriptionStates, visibleSubscriptions } from './digest-settings.ts';
import { may, notAllowed, type Person } from './may.ts';
import type { Request } from './parse-request.ts';
import type { Rule } from './ports.ts';
import type { Services } from './services.ts';
import { ingestView } from './views/add-links-modal.ts';
import { digestListView } from './views/digest-list-view.ts';
import { feedbackCsvViews, feedbackList } from './views/feedback-views.ts';
import { lineView } from './views/line-view.ts';
import type { Message } from './views/message.ts';

export interface Commanding {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly triggerId: string;
}

const FEEDBACK_READ = 500;
const MOST_LINKS = 10;

/** `digest …`: opens the settings (no message then), posts now, ends, lists. */
export async function digestCommand(
  services: Services,
  client: WebClient,
  by: Commanding,
  action: Extract<Request, { kind: 'digest' }>['action'],
): Promise<readonly Message[]> {
  const { stores, policyOf, command } = services;
  if (action === 'list') {
    const visible = await visibleSubscriptions(services, client, by);
    return [digestListView(await subscriptionStates(services, visible), command)];
  }
  const refusal = await refused(policyOf(by.team).digests, 'set digests', by, client);
  if (refusal) return refusal;
  if (action === 'settings') {
    await openDigestSettings(services, client, by);
    return [];
  }
  const id = subscriptionId(by.team, by.channel);
  const subscription = await stores.subscriptions.get(id);
  if (!subscription) {
    return [lineView(`No digest is set for this channel. Set one with ${command} digest.`)];
  }
  if (action === 'off' && subscription.setBy === 'config') {
    return [lineView('This digest is set by the configuration of the app. Ask who runs it.')];
  }
  if (action === 'off') {
    await stores.subscriptions.remove(id);
    return [lineView('The digest of this channel is ended.')];
  }
  const outcome = await runDigest(
    {
      subscription,
      key: `now:${by.triggerId}`,
      localDate: localDate(services.clock(), subscription.timeZone),
    },
    services.digests,
  );
  switch (outcome.kind) {
    case 'posted':
      return [lineView('Posted.')];
    case 'quiet':
      return [lineView('Nothing is new since the last digest, so nothing was posted.')];
    case 'given-up':
      return [lineView(`It was not posted. ${outcome.reason}`)];
    case 'later':
      return [lineView(`It was not posted. ${outcome.reason}`)];
    default:
      return [lineView('That digest is being posted already.')];
  }
}

/** `add …`, and the two shortcuts. */
export async function addLinks(
  services: Services,
  client: WebClient,
  by: { readonly team: string; readonly user: string },
  urls: readonly string[],
  topics?: readonly string[],
): Promise<readonly Message[]> {
  const { ingest, policyOf } = services;
  if (!ingest) return [lineView(NO_INGEST)];
  const refusal = await refused(policyOf(by.team).sources, 'add sources', by, client);
  if (refusal) return refusal;
  const results = [];
  for (const url of urls.slice(0, MOST_LINKS)) {
    results.push(...(await ingest.add(url, by, topics)));
  }
  const view = ingestView(results);
  const more = urls.length - MOST_LINKS;
  return more > 0
    ? [view, lineView(`${more} more were left out: at most ${MOST_LINKS} at once.`)]
    : [view];
}

export const NO_INGEST =
  'Adding from Slack is not set up here: the corpus is a folder of files. Ask who runs the app.';

/** `feedback`, for curators. */
export async function feedbackCommand(
  { stores, policyOf, command }: Services,
  client: WebClient,
  by: Commanding,
  as: 'list' | 'csv',
): Promise<readonly Message[]> {
  const refusal = await refused(policyOf(by.team).curators, 'read the feedback', by, client);
  if (refusal) return refusal;
  const entries = await stores.feedback.list(by.team, FEEDBACK_READ);
  return as === 'csv' ? feedbackCsvViews(entries) : [feedbackList(entries, command)];
}

async function refused(
  rule: Rule,
  what: string,
  by: Person,
  client: WebClient,
): Promise<readonly Message[] | null> {
  return (await may(rule, by, client)) ? null : [lineView(notAllowed(what, rule))];
}
