/** Runs works in the order in which they come, so many at a time. */
export type Lanes = <T>(work: () => Promise<T>) => Promise<T>;

/** First come, first answered: with all at once, each of many questions would wait for all the others. */
export function createLanes(count: number): Lanes {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((next) => waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
