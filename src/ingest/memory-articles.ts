import type { Article } from '../article/article.ts';
import type { MemoryAudit } from './memory-audit.ts';
import type {
  ArticleStore,
  ArticleSummary,
  ArticleVersion,
  AuditAction,
  PutArticle,
  PutResult,
  StoredArticle,
} from './ports.ts';

interface Row {
  stored: StoredArticle;
  readonly versions: Map<string, ArticleVersion & { readonly article: Article }>;
  removed?: { readonly at: number; readonly by: string };
  sequence: number;
}

/** An article store that ends with the process. */
export function memoryArticles(audit: MemoryAudit): ArticleStore {
  const rows = new Map<string, Row>();
  let sequence = 0;

  const changed = (row: Row, action: AuditAction, by: string, at: number): void => {
    sequence += 1;
    row.sequence = sequence;
    const { id, title } = row.stored.article;
    audit.record({ at, by, action, target: id, detail: title });
  };
  const byId = (a: Row, b: Row): number => compare(a.stored.article.id, b.stored.article.id);

  const put = (entry: PutArticle): PutResult => {
    const row = rows.get(entry.article.id);
    if (row === undefined) {
      const fresh: Row = {
        stored: stored(entry),
        versions: new Map(),
        sequence,
      };
      rows.set(entry.article.id, fresh);
      keepVersion(fresh, entry);
      changed(fresh, 'add', entry.by, entry.at);
      return { kind: 'added' };
    }
    const wasRemoved = row.removed !== undefined;
    if (wasRemoved && !entry.revive) return { kind: 'stays-removed' };
    const previous = row.stored.version;
    if (previous === entry.version && !wasRemoved) return { kind: 'unchanged' };
    delete row.removed;
    row.stored = stored(entry, row.stored);
    keepVersion(row, entry);
    changed(row, wasRemoved ? 'add' : 'change', entry.by, entry.at);
    return wasRemoved ? { kind: 'added' } : { kind: 'changed', previous };
  };

  return {
    put: async (entry) => put(entry),
    putAll: async (entries) => entries.map(put),
    async get(id) {
      const row = rows.get(id);
      return row === undefined || row.removed !== undefined ? null : row.stored;
    },
    async version(id, version) {
      return rows.get(id)?.versions.get(version)?.article ?? null;
    },
    async versions(id) {
      return [...(rows.get(id)?.versions.values() ?? [])]
        .map(({ version, at, by }) => ({ version, at, by }))
        .reverse();
    },
    async find(by) {
      // In the order in which they were added: a Map keeps it.
      const is = ({ article, addressKey, bodyHash }: StoredArticle): boolean => {
        if ('id' in by) return article.id === by.id;
        return 'addressKey' in by ? addressKey === by.addressKey : bodyHash === by.bodyHash;
      };
      const row = [...rows.values()].find((candidate) => is(candidate.stored));
      if (row === undefined) return null;
      const { addressKey, article } = row.stored;
      return {
        id: article.id,
        title: article.title,
        removed: row.removed !== undefined,
        ...(addressKey === undefined ? {} : { addressKey }),
        ...(article.url === undefined ? {} : { url: article.url }),
      };
    },
    async list({ after, limit }) {
      return [...rows.values()]
        .filter((row) => row.removed === undefined)
        .filter((row) => after === undefined || compare(row.stored.article.id, after) > 0)
        .sort(byId)
        .slice(0, limit)
        .map(summary);
    },
    async removed(limit) {
      return [...rows.values()]
        .filter((row) => row.removed !== undefined)
        .sort((a, b) => b.removed!.at - a.removed!.at || byId(a, b))
        .slice(0, limit)
        .map(summary);
    },
    async changesAfter(last, limit) {
      return [...rows.values()]
        .filter((row) => row.sequence > last)
        .sort((a, b) => a.sequence - b.sequence)
        .slice(0, limit)
        .map((row) => ({
          sequence: row.sequence,
          id: row.stored.article.id,
          kind: row.removed === undefined ? 'live' : 'removed',
        }));
    },
    async remove(id, by, at) {
      const row = rows.get(id);
      if (row === undefined || row.removed !== undefined) return 'absent';
      row.removed = { at, by };
      changed(row, 'remove', by, at);
      return 'removed';
    },
    async restore(id, by, at) {
      const row = rows.get(id);
      if (row?.removed === undefined) return 'absent';
      delete row.removed;
      changed(row, 'restore', by, at);
      return 'restored';
    },
    async purgeRemovedBefore(time) {
      const old = [...rows].filter(([, row]) => row.removed !== undefined && row.removed.at < time);
      for (const [id] of old) rows.delete(id);
      return old.length;
    },
  };
}

function stored(entry: PutArticle, earlier?: StoredArticle): StoredArticle {
  return {
    article: entry.article,
    version: entry.version,
    bodyHash: entry.bodyHash,
    ...(entry.addressKey === undefined ? {} : { addressKey: entry.addressKey }),
    origin: entry.origin,
    addedAt: earlier?.addedAt ?? entry.at,
    addedBy: earlier?.addedBy ?? entry.by,
    changedAt: entry.at,
  };
}

/** A version that comes back moves to the end: the newest is the last one. */
function keepVersion(row: Row, { article, version, at, by }: PutArticle): void {
  row.versions.delete(version);
  row.versions.set(version, { article, version, at, by });
}

function summary({ stored: { article, origin, addedAt, addedBy }, removed }: Row): ArticleSummary {
  return {
    id: article.id,
    title: article.title,
    ...(article.publisher === undefined ? {} : { publisher: article.publisher }),
    ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    ...(article.url === undefined ? {} : { url: article.url }),
    origin,
    addedAt,
    addedBy,
    ...(removed === undefined ? {} : { removedAt: removed.at, removedBy: removed.by }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
