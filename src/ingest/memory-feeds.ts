import type { MemoryAudit } from './memory-audit.ts';
import type { Feed, Feeds } from './ports.ts';

/** Feeds that end with the process. */
export function memoryFeeds(audit: MemoryAudit): Feeds {
  const feeds = new Map<string, Feed>();
  const leases = new Map<string, number>();
  const seen = new Map<string, Set<string>>();
  return {
    async list() {
      return [...feeds.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async get(id) {
      return feeds.get(id) ?? null;
    },
    async put(feed, by, at) {
      const action = feeds.has(feed.id) ? 'change-feed' : 'add-feed';
      feeds.set(feed.id, feed);
      audit.record({ at, by, action, target: feed.id, detail: feed.url });
    },
    async remove(id, by, at) {
      const feed = feeds.get(id);
      if (feed === undefined) return false;
      feeds.delete(id);
      leases.delete(id);
      seen.delete(id);
      audit.record({ at, by, action: 'remove-feed', target: id, detail: feed.url });
      return true;
    },
    async claimDue({ now, until }, limit) {
      const due = [...feeds.values()]
        .filter(({ id, state }) => state.nextPollAt <= now && (leases.get(id) ?? 0) <= now)
        .sort((a, b) => a.state.nextPollAt - b.state.nextPollAt || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
      for (const { id } of due) leases.set(id, until);
      return due;
    },
    async saveState(id, state) {
      const feed = feeds.get(id);
      if (feed === undefined) return;
      feeds.set(id, { ...feed, state });
      leases.delete(id);
    },
    async seen(id, keys) {
      const known = seen.get(id);
      return new Set(keys.filter((key) => known?.has(key)));
    },
    async addSeen(id, keys) {
      const known = seen.get(id) ?? new Set();
      for (const key of keys) known.add(key);
      seen.set(id, known);
    },
  };
}
