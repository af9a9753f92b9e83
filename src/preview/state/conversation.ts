import type { AnyBlock } from '@slack/types';

/** A channel, or one person's direct messages with the bot. */
export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'direct';
  /** Without the `#`; of direct messages, the person's id. */
  readonly name: string;
  readonly purpose: string;
  /** Ids of those in it, the bot's too. */
  readonly members: Set<string>;
}

export interface Posted {
  readonly conversation: string;
  readonly ts: string;
  readonly author: string;
  /** As the Web API carries it: mrkdwn. */
  text: string;
  blocks: readonly AnyBlock[];
  /** `ts` of the thread's first message; absent outside threads. */
  readonly thread?: string;
  /** Only this person sees it. */
  readonly onlyFor?: string;
  metadata?: unknown;
  /** Which feedback button was pressed, by action id. */
  readonly pressed: Map<string, string>;
  /** Raised by each change, so that the page redraws only what changed. */
  version: number;
}

export interface NewPost {
  readonly conversation: string;
  readonly author: string;
  readonly text: string;
  readonly blocks?: readonly AnyBlock[];
  readonly thread?: string;
  readonly onlyFor?: string;
  readonly metadata?: unknown;
}

export interface SuggestedPrompts {
  readonly title?: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
}
