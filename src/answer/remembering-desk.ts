import type { Desk } from './desk.ts';

/** Characters of answers kept at most, as JSON: some hundreds of them. */
const MOST = 8_000_000;

interface Kept {
  readonly value: Promise<unknown>;
  /** 0 until it is known. */
  size: number;
}

/**
 * The same desk over the same corpus, which answers a question that was asked before without looking again: an
 * answer depends on nothing else. What was not asked for longest goes first. A failure is not kept.
 */
export function rememberingDesk(desk: Desk, most = MOST): Desk {
  const kept = new Map<string, Kept>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  }

  function weigh(key: string, one: Kept, value: unknown): void {
    if (kept.get(key) !== one) return;
    one.size = JSON.stringify(value).length;
    total += one.size;
    for (const [oldest, { size }] of kept) {
      if (total <= most) break;
      if (size > 0) drop(oldest);
    }
  }

  function once<A extends readonly unknown[], R>(name: string, work: (...args: A) => Promise<R>) {
    return (...args: A): Promise<R> => {
      const key = JSON.stringify([name, ...args]);
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known.value as Promise<R>;
      }
      const value = work(...args);
      const one: Kept = { value, size: 0 };
      kept.set(key, one);
      value.then(
        (found) => weigh(key, one, found),
        () => drop(key),
      );
      return value;
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
