import { contains, type Span } from '../article/span.ts';
import { compareSpans, nextCheck } from '../ingest/change-watch.ts';
import { owedNotices } from '../ingest/owed-notices.ts';
import type {
  CitedSpan,
  IngestStores,
  ChangeNotice as OwedNotice,
  PageWatch,
  StoredArticle,
} from '../ingest/ports.ts';
import type { ChangeNotice, RecordShown, ShownChange, ShownSpan } from '../slack/ports.ts';

export interface ChangeNoticesOptions {
  readonly stores: Pick<IngestStores, 'articles' | 'citations' | 'watches'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Number in [0, 1). */
  readonly random: () => number;
  /** A notice that is left for a later round. */
  readonly onProblem: (error: unknown, notice: OwedNotice) => void;
}

export interface ChangeNotices {
  /** Keeps which version of which article a place was shown, and has its page looked at more often. */
  readonly recordShown: RecordShown;
  /** Posts what is owed, each notice from one replica; what fails is left until its lease ends. */
  postOwedNotices(notify: (notice: ChangeNotice) => Promise<void>): Promise<void>;
}

const HOUR = 3_600_000;
/** Longer than a round of posts takes, in ms. */
const LEASE = HOUR / 4;
const MOST_A_ROUND = 50;
/** So many failures in a row end a round: Slack is in trouble. */
const TROUBLES = 3;
/** A notice that could not be posted for so long is given up, in ms. */
const HORIZON = 72 * HOUR;
/** A notice is kept before its version is; one whose version never came is dropped after this time, in ms. */
const WAIT_FOR_VERSION = 24 * HOUR;
/** Citing again within this time does not move the next check of the page, in ms. */
const SAME_CITING = HOUR;
/** Versions that may still be served while a newer one is being indexed. */
const VERSIONS_SERVED = 5;

/**
 * From words that were shown to notices that they changed. Articles of the configured folders are not in
 * the store: nobody looks at their pages again, and nothing of them is kept.
 */
export function changeNotices(options: ChangeNoticesOptions): ChangeNotices {
  const { stores, clock, random, onProblem } = options;
  const { articles, citations, watches } = stores;

  /** The version that the words come from: the current one, or one that was served until just now. */
  async function versionShown(stored: StoredArticle, span: ShownSpan): Promise<string | undefined> {
    if (holds(stored.article.body, span)) return stored.version;
    const versions = await articles.versions(span.articleId);
    for (const { version } of versions.slice(0, VERSIONS_SERVED)) {
      const article = await articles.version(span.articleId, version);
      if (article !== null && holds(article.body, span)) return version;
    }
    return undefined;
  }

  /** What is cited is looked at within a day. */
  async function watchCited({ article, addedAt }: StoredArticle, now: number): Promise<void> {
    const watch = await watches.get(article.id);
    if (watch === null || now - (watch.lastCitedAt ?? 0) < SAME_CITING) return;
    const { publishedAt } = article;
    const change = (current: PageWatch): PageWatch => {
      const lastCitedAt = Math.max(current.lastCitedAt ?? 0, now);
      const facts = {
        addedAt,
        failures: current.failures,
        lastCitedAt,
        ...(publishedAt === undefined ? {} : { publishedAt }),
      };
      const nextCheckAt = Math.min(current.nextCheckAt, nextCheck(facts, now, random()));
      return { ...current, lastCitedAt, nextCheckAt };
    };
    await watches.update(article.id, change, 'goes-on');
  }

  /** The article may have changed while it was shown: whoever looked at its page did not see this place. */
  async function oweLate(cited: readonly CitedSpan[]): Promise<void> {
    for (const id of new Set(cited.map(({ articleId }) => articleId))) {
      const stored = await articles.get(id);
      if (stored === null) continue;
      const { version, article } = stored;
      const fate = { kind: 'changed', version, body: article.body } as const;
      for (const span of cited) {
        if (span.articleId !== id || span.version === version) continue;
        const before = await articles.version(id, span.version);
        if (before === null) continue;
        const shown = { ...stored, article: before, version: span.version };
        await citations.owe(await owedNotices([span], shown, fate, { articles, at: span.at }));
      }
    }
  }

  async function noticeOf(owed: OwedNotice): Promise<ChangeNotice | 'nothing' | 'not-yet'> {
    const { articleId, oldVersion, newVersion, key, place } = owed;
    const before = await articles.version(articleId, oldVersion);
    const gone = newVersion === undefined;
    const after = gone ? before : await articles.version(articleId, newVersion);
    if (before === null || after === null) {
      return clock() - owed.at < WAIT_FOR_VERSION ? 'not-yet' : 'nothing';
    }
    const spans = outermost(owed.spans);
    const shownOf = ({ start, end }: Span): string => before.body.slice(start, end);
    const changes = gone
      ? spans.map((span): ShownChange => ({ shown: shownOf(span) }))
      : compareSpans(before.body, after.body, spans).flatMap((change): readonly ShownChange[] => {
          if (change.kind === 'kept') return [];
          const shown = shownOf(change.span);
          return [change.kind === 'changed' ? { shown, words: change.words } : { shown }];
        });
    if (changes.length === 0) return 'nothing';
    const { publisher, url } = after;
    return {
      kind: gone ? 'gone' : 'changed',
      key,
      place,
      article: {
        id: articleId,
        // The title that the thread knows it by.
        title: before.title,
        ...(publisher === undefined ? {} : { publisher }),
        ...(url === undefined ? {} : { url }),
      },
      changes,
    };
  }

  return {
    async recordShown(place, spans) {
      const at = clock();
      const cited: CitedSpan[] = [];
      const found: StoredArticle[] = [];
      for (const id of new Set(spans.map(({ articleId }) => articleId))) {
        const stored = await articles.get(id);
        if (stored === null) continue;
        found.push(stored);
        for (const span of spans.filter(({ articleId }) => articleId === id)) {
          const version = await versionShown(stored, span);
          const { start, end } = span;
          if (version !== undefined) cited.push({ articleId: id, version, start, end, place, at });
        }
      }
      if (cited.length > 0) await citations.add(cited);
      await oweLate(cited);
      for (const stored of found) await watchCited(stored, at);
    },

    async postOwedNotices(notify) {
      const now = clock();
      let troubles = 0;
      for (const owed of await citations.claimOwed({ now, until: now + LEASE }, MOST_A_ROUND)) {
        // The rest is claimed again when its lease ends.
        if (troubles >= TROUBLES) return;
        try {
          const notice = await noticeOf(owed);
          if (notice === 'not-yet') continue;
          if (notice !== 'nothing') await notify(notice);
          await citations.done(owed.key);
          troubles = 0;
        } catch (error) {
          troubles += 1;
          onProblem(error, owed);
          if (clock() - owed.at >= HORIZON) await citations.done(owed.key);
        }
      }
    },
  };
}

function holds(body: string, { start, end, text }: ShownSpan): boolean {
  return body.slice(start, end) === text;
}

/** An excerpt and a quote inside it changed once. */
function outermost(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    if (!kept.some((outer) => contains(outer, span))) kept.push(span);
  }
  return kept;
}
