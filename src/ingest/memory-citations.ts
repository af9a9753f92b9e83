import type { ChangeNotice, Citations, CitedSpan } from './ports.ts';

/** Shown spans and owed notices that end with the process. */
export function memoryCitations(): Citations {
  const spans = new Map<string, CitedSpan>();
  const notices = new Map<
    string,
    { readonly notice: ChangeNotice; until: number; done: boolean }
  >();
  return {
    async add(added) {
      for (const span of added) {
        const key = JSON.stringify([
          span.articleId,
          span.version,
          span.place,
          span.start,
          span.end,
        ]);
        if (!spans.has(key)) spans.set(key, span);
      }
    },
    async of(articleId) {
      return [...spans.values()]
        .filter((span) => span.articleId === articleId)
        .sort((a, b) => a.at - b.at || a.start - b.start);
    },
    async citedSince(time) {
      const recent = [...spans.values()].filter((span) => span.at >= time);
      return [...new Set(recent.map((span) => span.articleId))].sort();
    },
    async owe(owed) {
      for (const notice of owed) {
        if (!notices.has(notice.key)) notices.set(notice.key, { notice, until: 0, done: false });
      }
    },
    async claimOwed({ now, until }, limit) {
      const free = [...notices.values()]
        .filter((owed) => !owed.done && owed.until <= now)
        .sort((a, b) => a.notice.at - b.notice.at || (a.notice.key < b.notice.key ? -1 : 1))
        .slice(0, limit);
      for (const owed of free) owed.until = until;
      return free.map((owed) => owed.notice);
    },
    async done(key) {
      const owed = notices.get(key);
      if (owed !== undefined) owed.done = true;
    },
  };
}
