import type { WebClient } from '@slack/web-api';
import { nextDue } from '../digest/local-time.ts';
import { type Subscription, subscriptionId } from '../digest/subscription.ts';
import { isTimeZone } from '../digest/time-zone.ts';
import type { Services } from './services.ts';
import { digestSettingsModal } from './views/digest-settings-modal.ts';
import type { SubscriptionState } from './views/subscription-line.ts';

/** Opens the settings for a channel, filled with what is set there. */
export async function openDigestSettings(
  services: Services,
  client: WebClient,
  person: {
    readonly team: string;
    readonly user: string;
    readonly triggerId: string;
    readonly channel?: string | undefined;
  },
): Promise<void> {
  const { stores, deskOf, deliver, log } = services;
  const { team, user, triggerId } = person;
  // A direct message has no digest: the person chooses a channel.
  const channel = person.channel?.startsWith('D') ? undefined : person.channel;
  const id = channel === undefined ? null : subscriptionId(team, channel);
  const [subscription, latest, topics, timeZone] = await Promise.all([
    id === null ? null : stores.subscriptions.get(id),
    id === null ? null : stores.runLog.latest(id),
    deskOf(team).topics(),
    client.users.info({ user }).then(
      (found) => found.user?.tz,
      (error) => {
        log.warn({ error: String(error) }, 'the time zone of a person is not known');
        return undefined;
      },
    ),
  ]);
  const modal = digestSettingsModal({
    subscription,
    latest,
    topics,
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : 'UTC',
    ...(channel === undefined ? {} : { channel }),
  });
  await deliver.openView(client, triggerId, modal);
}

/** With the next time and the last result of each. */
export function subscriptionStates(
  { stores, clock }: Pick<Services, 'stores' | 'clock'>,
  subscriptions: readonly Subscription[],
): Promise<readonly SubscriptionState[]> {
  return Promise.all(
    subscriptions.map(async (subscription) => ({
      subscription,
      next: nextDue(subscription, clock()),
      latest: await stores.runLog.latest(subscription.id),
    })),
  );
}

/**
 * The digests of channels that a person is in: others may be private. Where Slack does not say which
 * those are, only the ones that the person set.
 */
export async function visibleSubscriptions(
  { stores, log }: Pick<Services, 'stores' | 'log'>,
  client: WebClient,
  person: { readonly team: string; readonly user: string },
): Promise<readonly Subscription[]> {
  const all = await stores.subscriptions.list(person.team);
  if (all.length === 0) return all;
  const own = all.filter((one) => one.setBy === person.user);
  try {
    const { channels } = await client.users.conversations({
      user: person.user,
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 999,
    });
    const ids = new Set((channels ?? []).map((channel) => channel.id));
    return all.filter((one) => ids.has(one.channel) || own.includes(one));
  } catch (error) {
    log.warn({ error: String(error) }, 'the channels of a person are not known');
    return own;
  }
}
