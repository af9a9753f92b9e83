import type { DigestSetting } from './config.ts';
import type { Subscriptions } from './digest/ports.ts';
import { type Subscription, subscriptionId } from './digest/subscription.ts';

/** Before any digest: what was due while the bot was down is caught up like that of any other channel. */
const SET_AT = '2000-01-01T00:00:00.000Z';

/**
 * The stored subscriptions with those of the configuration added. A channel's own setting, made in Slack,
 * takes the place of the configured one.
 * @param teamOf Slack team id of the configured token's workspace; asked until Slack has answered once.
 */
export function configuredSubscriptions(
  stored: Subscriptions,
  settings: readonly DigestSetting[],
  teamOf: () => Promise<string>,
): Subscriptions {
  if (settings.length === 0) return stored;
  const configuredFor = (team: string) =>
    settings.map(
      ({ channel, localTime, timeZone, topics }): Subscription => ({
        id: subscriptionId(team, channel),
        team,
        channel,
        localTime,
        timeZone,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        topics,
        postWhenQuiet: false,
        setBy: 'config',
        setAt: SET_AT,
      }),
    );
  let known: Promise<readonly Subscription[]> | undefined;
  const configured = (): Promise<readonly Subscription[]> => {
    known ??= teamOf().then(configuredFor);
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  return {
    ...stored,
    async list(of) {
      const found = await stored.list(of);
      const own = new Set(found.map(({ id }) => id));
      const more = (await configured()).filter(
        ({ id, team }) => (of === undefined || of === team) && !own.has(id),
      );
      return [...found, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      const found = await stored.get(id);
      return found ?? (await configured()).find((one) => one.id === id) ?? null;
    },
  };
}
