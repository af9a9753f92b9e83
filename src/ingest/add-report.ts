import type { Feed } from './ports.ts';
import type { Problem } from './problem.ts';
import type { StoreOutcome } from './store-article.ts';

export interface AddReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Items that a person removed and that stay so. */
  readonly staysRemoved: number;
  /** The first 1,000 outcomes that are not `unchanged`. */
  readonly articles: readonly StoreOutcome[];
  readonly feeds: readonly Feed[];
  /** The first 1,000 problems; `failed` counts all errors. */
  readonly problems: readonly Problem[];
  readonly failed: number;
}

/** Outcomes and problems that a report lists; the counts go on. */
const KEPT_LINES = 1000;

export interface ReportBuilder {
  outcome(outcome: StoreOutcome): void;
  problem(found: Problem): void;
  feed(feed: Feed): void;
  result(): AddReport;
}

/** Collects what became of each item of one `add`. */
export function addReport(
  onItem?: (item: StoreOutcome | Problem, done: number) => void,
): ReportBuilder {
  const counts = { added: 0, changed: 0, unchanged: 0, 'stays-removed': 0, failed: 0 };
  const articles: StoreOutcome[] = [];
  const feeds: Feed[] = [];
  const problems: Problem[] = [];
  let done = 0;
  return {
    outcome(outcome: StoreOutcome): void {
      counts[outcome.kind] += 1;
      if (outcome.kind !== 'unchanged' && articles.length < KEPT_LINES) articles.push(outcome);
      done += 1;
      onItem?.(outcome, done);
    },
    problem(found: Problem): void {
      if (found.severity === 'error') counts.failed += 1;
      if (problems.length < KEPT_LINES) problems.push(found);
      if (found.severity === 'error') done += 1;
      onItem?.(found, done);
    },
    feed(feed: Feed): void {
      feeds.push(feed);
    },
    result(): AddReport {
      const { added, changed, unchanged, failed } = counts;
      return {
        added,
        changed,
        unchanged,
        staysRemoved: counts['stays-removed'],
        articles,
        feeds,
        problems,
        failed,
      };
    },
  };
}
