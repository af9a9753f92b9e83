import type { Config } from '../config.ts';
import { type CorpusThread, startCorpusThread } from '../corpus-thread/start-corpus-thread.ts';
import type { Health } from '../ops/health.ts';
import type { StopStep } from '../ops/stop.ts';
import type { Store } from '../store/open-store.ts';
import { announceCommits } from './announce-commits.ts';

export interface CorporaOptions {
  readonly config: Config;
  readonly store: Store;
  /** Opened at the start. */
  readonly teams: readonly string[];
  readonly health: Pick<Health, 'corpusServed' | 'corpusLost'>;
  readonly say: (line: string) => void;
  readonly onProblem: (error: unknown, message: string) => void;
}

/** The corpora in their thread, told of what is committed here. @returns them, with what ends them. */
export async function startCorpora(
  options: CorporaOptions,
): Promise<{ readonly corpora: CorpusThread; readonly steps: readonly StopStep[] }> {
  const { config, store, teams, health, say, onProblem } = options;
  const { corpus, home, databaseUrl, search = 'auto' } = config;
  const corpora = await startCorpusThread({
    // No token of Slack's.
    config: { corpus, home, search, ...(databaseUrl === undefined ? {} : { databaseUrl }) },
    teams,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    say,
    onProblem,
    onUp: (up) => (up ? health.corpusServed() : health.corpusLost()),
  });
  const endAnnouncing = announceCommits(store, corpora);
  return {
    corpora,
    steps: [
      { name: 'announcements', run: async () => endAnnouncing() },
      { name: 'corpora', run: () => corpora.stop() },
    ],
  };
}
