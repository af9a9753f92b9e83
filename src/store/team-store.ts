import type { Store } from './open-store.ts';

/** The store as one workspace sees it: every query of it names the team. */
export interface TeamStore extends Pick<Store, 'db' | 'announce'> {
  /** Slack team id. */
  readonly team: string;
}
