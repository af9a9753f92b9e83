import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Of Unix niceness: how far other threads go first. Each step of 5 leaves a third of the processor time of a thread that
 * competes with it: answers give way to acks, indexing to both.
 */
const NICENESS = { answering: 5, indexing: 10 } as const;

/**
 * Lets the other threads of the process go first when there are more of them than processors. On Linux,
 * where each thread has a priority of its own; elsewhere it does nothing.
 */
export function lowerThreadPriority(work: keyof typeof NICENESS): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS[work]);
  } catch {
    // It is a courtesy only.
  }
}
