import { setFlagsFromString } from 'node:v8';

/** What the heap of a thread may grow by, in percent of what was in use, before it is cleared up. */
const GROWTH = 50;

/**
 * Keeps the memory of the process, all its threads, near what is in use. By itself V8 lets a heap of some hundred megabytes
 * double and more before it looks for what is no longer needed; each question leaves some tens of kilobytes.
 */
export function steadyHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
