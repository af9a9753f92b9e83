import type { Ingest } from '../../../src/slack/ports.ts';

const refused = async () => ({ kind: 'refused' as const, reason: 'nothing is removed here' });

/** The part of adding to the corpus that takes out again, for tests of the other part. */
export const noRemoval: Pick<Ingest, 'remove' | 'undo' | 'removed' | 'feeds'> = {
  remove: refused,
  undo: refused,
  removed: async () => [],
  feeds: async () => [],
};
