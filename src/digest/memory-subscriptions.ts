import type { Subscriptions } from './ports.ts';
import type { Subscription } from './subscription.ts';

/** Subscriptions that live as long as the process; `initial` come from the configuration. */
export function memorySubscriptions(initial: readonly Subscription[] = []): Subscriptions {
  const byId = new Map(initial.map((one) => [one.id, one]));
  return {
    async list(team) {
      return [...byId.values()]
        .filter((one) => team === undefined || one.team === team)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      return byId.get(id) ?? null;
    },
    async put(subscription) {
      byId.set(subscription.id, subscription);
    },
    async remove(id) {
      return byId.delete(id);
    },
  };
}
