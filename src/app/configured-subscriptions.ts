import type { DigestSetting } from '../config.ts';
import type { Subscriptions } from '../digest/ports.ts';
import { type Subscription, subscriptionId } from '../digest/subscription.ts';

/** Before any digest: what was due while the bot was down is caught up like that of any other channel. */
const SET_AT = '2000-01-01T00:00:00.000Z';

/**
 * The stored subscriptions with those of the configuration added. A channel's own setting, made in Slack,
 * takes the place of the configured one.
 * @param settings With the Slack team id of the workspace where the setting names one
 * @param single Slack team id of the configured token's workspace; asked until Slack has answered once
 * @param served Whether a workspace is served: digests of one that is not are left out
 */
export function configuredSubscriptions(
  stored: Subscriptions,
  settings: readonly DigestSetting[],
  single: () => Promise<string>,
  served: (team: string) => Promise<boolean>,
): Subscriptions {
  if (settings.length === 0) return stored;
  const configuredFor = async (): Promise<readonly Subscription[]> => {
    const isNeeded = settings.some(({ team }) => team === undefined);
    const own = isNeeded ? await single() : '';
    return settings.map(
      ({ team = own, channel, localTime, timeZone, topics }): Subscription => ({
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
  };
  let known: Promise<readonly Subscription[]> | undefined;
  const configured = (): Promise<readonly Subscription[]> => {
    known ??= configuredFor();
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const more = async (wanted: (one: Subscription) => boolean): Promise<readonly Subscription[]> => {
    const found: Subscription[] = [];
    for (const one of (await configured()).filter(wanted)) {
      if (await served(one.team)) found.push(one);
    }
    return found;
  };
  return {
    ...stored,
    async list(of) {
      const found = await stored.list(of);
      const own = new Set(found.map(({ id }) => id));
      const others = await more(
        ({ id, team }) => !own.has(id) && (of === undefined || of === team),
      );
      return [...found, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      return (await stored.get(id)) ?? (await more((one) => one.id === id))[0] ?? null;
    },
  };
}
