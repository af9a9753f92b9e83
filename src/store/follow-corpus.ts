import type { ArticleChange, ArticleStore } from '../ingest/ports.ts';
import type { CorpusSignals } from './corpus-signals.ts';

export interface FollowCorpusOptions {
  readonly articles: Pick<ArticleStore, 'changesAfter'>;
  readonly signals: CorpusSignals;
  readonly team: string;
  /** Number of the last change that the index holds. @default 0 */
  readonly from?: number;
  /** Brings the index up to date; called with one batch at a time, in order. */
  readonly apply: (changes: readonly ArticleChange[]) => Promise<void>;
  /** A batch that failed is asked for again at the next signal. */
  readonly onError: (error: unknown) => void;
}

export interface CorpusFollower {
  /** Number of the last change that was applied. */
  sequence(): number;
  /** Applies all that there is now. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/** A long import is followed in steps: what came first can be found while the rest is read. */
const CHANGES_AT_ONCE = 500;

/** Keeps a replica's index at the corpus: applies what changed, at every signal. */
export function followCorpus(options: FollowCorpusOptions): CorpusFollower {
  let sequence = options.from ?? 0;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function drain(): Promise<void> {
    try {
      while (again && !stopped) {
        again = false;
        let changes = await next();
        while (changes.length > 0 && !stopped) {
          await options.apply(changes);
          sequence = changes.at(-1)?.sequence ?? sequence;
          changes = await next();
        }
      }
    } finally {
      running = null;
    }
  }

  const next = (): Promise<readonly ArticleChange[]> =>
    options.articles.changesAfter(sequence, CHANGES_AT_ONCE);

  /** One run at a time; a signal during a run makes it look once more before it ends. */
  function catchUp(): Promise<void> {
    again = true;
    running ??= drain();
    return running;
  }

  const wake = (): void => {
    catchUp().catch(options.onError);
  };
  const unsubscribe = options.signals.subscribe(options.team, wake);
  wake();
  return {
    sequence: () => sequence,
    catchUp,
    async stop() {
      stopped = true;
      unsubscribe();
      await running?.catch(() => undefined);
    },
  };
}
