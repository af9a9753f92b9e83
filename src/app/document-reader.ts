import { createIsolatedReader, type IsolatedReader } from '../ingest/isolated-reader.ts';

/** Reads documents in a thread of its own, begun with the first of them. */
export function documentReader(): IsolatedReader {
  return createIsolatedReader({
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  });
}
