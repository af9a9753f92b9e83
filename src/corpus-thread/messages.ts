import type { Desk } from '../answer/desk.ts';
import type { Config } from '../config.ts';

/** What the thread is started with. */
export interface CorpusThreadData {
  readonly config: Pick<Config, 'corpus' | 'home' | 'databaseUrl' | 'search'>;
  /** Workspaces whose desks are made before the thread says that it is ready. */
  readonly teams: readonly string[];
}

/** What the main thread tells the corpus thread. Arguments and answers are plain data: they are copied. */
export type ToCorpusThread =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly team: string;
      readonly method: keyof Desk;
      readonly args: readonly unknown[];
    }
  /** Something was committed to the workspace's articles (SQLite, which has no notifications of its own). */
  | { readonly kind: 'announced'; readonly team: string }
  | { readonly kind: 'forget'; readonly id: number; readonly team: string }
  /** Answers under way are finished; nothing more is taken. */
  | { readonly kind: 'stop' };

/** What it tells the main thread. */
export type FromCorpusThread =
  | { readonly kind: 'ready' }
  /** It cannot serve at all; it ends. */
  | { readonly kind: 'unusable'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly name: string;
      readonly message: string;
    }
  /** A workspace has a new index of so many passages. */
  | { readonly kind: 'index'; readonly team: string; readonly passages: number }
  /** For the person who started the bot. */
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'problem'; readonly error: string; readonly message: string };
