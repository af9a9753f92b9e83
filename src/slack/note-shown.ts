import type { Log } from './log.ts';
import type { RecordShown, ShownSpan, ThreadKey } from './ports.ts';
import { placeOf } from './thread-place.ts';

/** Keeps what a thread was shown. The answer stands already: a failure is logged and changes nothing. */
export async function noteShown(
  { shown, log }: { readonly shown?: RecordShown | undefined; readonly log: Log },
  thread: ThreadKey,
  spans: readonly ShownSpan[],
): Promise<void> {
  if (shown === undefined || spans.length === 0) return;
  try {
    await shown(placeOf(thread), spans);
  } catch (error) {
    log.error({ error: String(error) }, 'what was shown could not be kept for change notices');
  }
}
