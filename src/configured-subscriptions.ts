import type { DigestSetting } from './config.ts';
import type { Subscriptions } from './digest/ports.ts';
import { type Subscription, subscriptionId } from './digest/subscription.ts';

/** Before any digest: what was due while the bot was down is caught up like that of any other channel. */
const SET_AT = '2000-01-01T00:00:00.000Z';

/**
 * The stored subscriptions with those of the configuration added. A channel's own setting, made in Slack,
 * takes the place of the configured one.
 * @param team Slack team id of the configured token's workspace
 */
export function configuredSubscriptions(
  stored: Subscriptions,
  settings: readonly DigestSetting[],
  team: string,
): Subscriptions {
  if (settings.length === 0) return stored;
  const configured = settings.map(
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
  return {
    ...stored,
    async list(of) {
      const found = await stored.list(of);
      const own = new Set(found.map(({ id }) => id));
      const more =
        of === undefined || of === team ? configured.filter(({ id }) => !own.has(id)) : [];
      return [...found, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      return (await stored.get(id)) ?? configured.find((one) => one.id === id) ?? null;
    },
  };
}
