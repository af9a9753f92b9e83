import type { Ingest } from '../ingest/ingest.ts';
import type { IngestStores, ChangeNotice as OwedNotice } from '../ingest/ports.ts';
import { createIngestStores } from '../store/ingest-stores.ts';
import type { Store } from '../store/open-store.ts';
import { type ChangeNotices, changeNotices } from './change-notices.ts';

/** Under which name the one workspace's articles are kept, where no installation tells workspaces apart. */
export const ONE_TEAM = 'default';

/** What works on one workspace's articles. */
export interface Team {
  readonly stores: IngestStores;
  readonly ingest: Ingest;
  readonly notices: ChangeNotices;
}

export interface Teams {
  /** The names of all whose articles are kept. */
  list(): Promise<readonly string[]>;
  /** Under which name those of a Slack team are kept. */
  storedAs(team: string): string;
  /** @param team Slack team id, or a name from `list`. */
  of(team: string): Team;
  forget(team: string): void;
}

export interface TeamsOptions {
  readonly store: Store;
  /** Slack team ids of the workspaces that installed the app; without it there is one. */
  readonly installed?: () => Promise<readonly string[]>;
  readonly ingestOver: (stores: IngestStores) => Ingest;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Number in [0, 1). */
  readonly random: () => number;
  readonly onNoticeProblem: (error: unknown, notice: OwedNotice) => void;
}

/** Everything is made for one workspace at a time: nothing that is made here can reach another's rows. */
export function createTeams(options: TeamsOptions): Teams {
  const { store, installed, ingestOver, clock, random, onNoticeProblem } = options;
  const made = new Map<string, Team>();
  const storedAs = (team: string): string => (installed ? team : ONE_TEAM);

  function make(team: string): Team {
    const stores = createIngestStores(store, team);
    const notices = changeNotices({ stores, clock, random, onProblem: onNoticeProblem });
    return { stores, ingest: ingestOver(stores), notices };
  }

  return {
    list: installed ?? (async () => [ONE_TEAM]),
    storedAs,
    of(team) {
      const name = storedAs(team);
      const found = made.get(name) ?? make(name);
      made.set(name, found);
      return found;
    },
    forget: (team) => void made.delete(storedAs(team)),
  };
}
