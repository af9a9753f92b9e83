import type { FinishedRun } from '../../digest/ports.ts';

/** What became of a digest, in words. */
export function runLine({ result, key }: FinishedRun): string {
  const day = key.startsWith('now:') ? 'on request' : key;
  switch (result.kind) {
    case 'posted':
      return `posted (${day})`;
    case 'quiet':
      return `nothing new, nothing posted (${day})`;
    default:
      return `not posted (${day}): ${result.reason}`;
  }
}
