import type { DigestSetting } from './config.ts';
import type { Subscriptions } from './digest/ports.ts';
import { type Subscription, subscriptionId } from './digest/subscription.ts';

/** Team of digests that the environment sets up: the workspace of the configured token. */
const TEAM = 'default';

/**
 * The stored subscriptions with those of the configuration added. A channel's own setting, made in Slack,
 * takes the place of the configured one.
 */
export function configuredSubscriptions(
  stored: Subscriptions,
  settings: readonly DigestSetting[],
  clock: () => number,
): Subscriptions {
  if (settings.length === 0) return stored;
  const setAt = new Date(clock()).toISOString();
  const configured = settings.map(
    ({ channel, localTime, timeZone, topics }): Subscription => ({
      id: subscriptionId(TEAM, channel),
      team: TEAM,
      channel,
      localTime,
      timeZone,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      topics,
      postWhenQuiet: false,
      setBy: 'config',
      setAt,
    }),
  );
  return {
    ...stored,
    async list(team) {
      const found = await stored.list(team);
      const own = new Set(found.map(({ channel }) => channel));
      const more = configured.filter(({ channel }) => !own.has(channel));
      return [...found, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      return (await stored.get(id)) ?? configured.find((one) => one.id === id) ?? null;
    },
  };
}
