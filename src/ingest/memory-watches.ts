import type { PageWatch, PageWatches } from './ports.ts';

/** Watched pages that end with the process. */
export function memoryWatches(): PageWatches {
  const watches = new Map<string, PageWatch>();
  const leases = new Map<string, number>();
  return {
    async get(articleId) {
      return watches.get(articleId) ?? null;
    },
    async put(watch) {
      watches.set(watch.articleId, watch);
      leases.delete(watch.articleId);
    },
    async update(articleId, change, lease) {
      const watch = watches.get(articleId);
      if (watch === undefined) return;
      watches.set(articleId, change(watch));
      if (lease === 'ends') leases.delete(articleId);
    },
    async remove(articleId) {
      watches.delete(articleId);
      leases.delete(articleId);
    },
    async claimDue({ now, until }, limit) {
      const due = [...watches.values()]
        .filter(
          ({ articleId, nextCheckAt }) => nextCheckAt <= now && (leases.get(articleId) ?? 0) <= now,
        )
        .sort((a, b) => a.nextCheckAt - b.nextCheckAt || (a.articleId < b.articleId ? -1 : 1))
        .slice(0, limit);
      for (const { articleId } of due) leases.set(articleId, until);
      return due;
    },
  };
}
