import { CommanderError } from 'commander';
import { QuestionError } from '../answer/question.ts';
import { ConfigError } from '../config.ts';
import { type Io, UsageError, WorkError } from './io.ts';

/** One readable line for an error, and the exit code: 2 for wrong usage, 1 for work that failed. */
export function report(error: unknown, io: Io): void {
  if (error instanceof CommanderError) {
    // Commander has printed its own line already.
    io.exitWith(error.exitCode === 0 ? 0 : 2);
    return;
  }
  const known =
    error instanceof WorkError ||
    error instanceof UsageError ||
    error instanceof QuestionError ||
    error instanceof ConfigError;
  const message = error instanceof Error ? error.message : String(error);
  for (const line of (message || 'unknown failure').split('\n')) io.err(`afghan-brief: ${line}`);
  if (io.debug() && error instanceof Error) io.err(error.stack ?? '');
  else if (!known)
    io.err('afghan-brief: this should not happen; run again with --debug for the details');
  io.exitWith(
    error instanceof UsageError || error instanceof QuestionError || error instanceof ConfigError
      ? 2
      : 1,
  );
}
