import type { KnownBlock } from '@slack/types';

/** What a message says: blocks for the eye, `text` for screen readers and notifications. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}
