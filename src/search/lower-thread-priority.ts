import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Of Unix niceness: a third of the processor time of a thread that competes with it. */
const NICENESS = 5;

/**
 * Lets the other threads of the process go first when there are more of them than processors. On Linux,
 * where each thread has a priority of its own; elsewhere it does nothing.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);
  } catch {
    // It is a courtesy only.
  }
}
