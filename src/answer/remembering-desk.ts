import type { Desk } from './desk.ts';

/** Characters of answers kept at most: some hundreds of them. */
const MOST = 8_000_000;

/** An answer on its way, then what it was: a text takes a fraction of the memory of the objects that it tells of. */
type Kept = { readonly coming: Promise<unknown> } | { readonly json: string };

/**
 * The same desk over the same corpus, which answers a question that was asked before without looking again: an
 * answer depends on nothing else. What was not asked for longest goes first. A failure is not kept.
 */
export function rememberingDesk(desk: Desk, most = MOST): Desk {
  const kept = new Map<string, Kept>();
  let total = 0;

  function drop(key: string): void {
    const one = kept.get(key);
    if (one && 'json' in one) total -= one.json.length;
    kept.delete(key);
  }

  /** Keeps what came in the place of what was awaited, unless that is gone. */
  function keep(key: string, awaited: Kept, value: unknown): void {
    if (kept.get(key) !== awaited) return;
    const json = JSON.stringify(value);
    kept.set(key, { json });
    total += json.length;
    for (const [oldest, one] of kept) {
      if (total <= most) break;
      if ('json' in one) drop(oldest);
    }
  }

  function once<A extends readonly unknown[], R>(name: string, work: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      const key = JSON.stringify([name, ...args]);
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return 'json' in known ? (JSON.parse(known.json) as R) : (known.coming as Promise<R>);
      }
      const coming = work(...args);
      const awaited = { coming };
      kept.set(key, awaited);
      try {
        const value = await coming;
        keep(key, awaited, value);
        return value;
      } catch (error) {
        if (kept.get(key) === awaited) kept.delete(key);
        throw error;
      }
    };
  }

  return {
    ...desk,
    ask: once('ask', desk.ask),
    quotes: once('quotes', desk.quotes),
    timeline: once('timeline', desk.timeline),
    figures: once('figures', desk.figures),
  };
}
