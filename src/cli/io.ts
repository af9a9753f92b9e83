import type { Style } from '../terminal/style.ts';

/** What a command sees of its process. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readStdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly style: Style;
  /** Whether a person watches stderr: progress is shown only then. */
  readonly watched: boolean;
  readonly now: () => number;
  readonly debug: () => boolean;
  readonly exitWith: (code: number) => void;
  /** Resolves with the name of the signal that asks the process to stop. */
  readonly untilStopped: () => Promise<string>;
  /** Ends the process whatever timers are left. */
  readonly exitNow: (code: number) => void;
}

/** The work failed: one line for the person, exit code 1. */
export class WorkError extends Error {
  override name = 'WorkError';
}

/** The command was used wrongly: one line for the person, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
