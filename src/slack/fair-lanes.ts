/** Runs a work of somebody as soon as one of few lanes is free. */
export type FairLanes = <T>(who: string, work: () => Promise<T>) => Promise<T>;

/**
 * Few works at once. Everybody's works run in the order in which they came, and those who wait take turns: however
 * many one has, another's next work waits for one of each at most.
 */
export function fairLanes(count: number): FairLanes {
  let free = count;
  /** Who waits, in the order of their next turns. */
  const waiting = new Map<string, (() => void)[]>();

  function next(): void {
    const [first] = waiting;
    if (!first) {
      free += 1;
      return;
    }
    const [who, works] = first;
    const go = works.shift();
    waiting.delete(who);
    if (works.length > 0) waiting.set(who, works);
    go?.();
  }

  return async (who, work) => {
    if (free > 0) free -= 1;
    else {
      await new Promise<void>((go) => {
        const works = waiting.get(who);
        if (works) works.push(go);
        else waiting.set(who, [go]);
      });
    }
    try {
      return await work();
    } finally {
      next();
    }
  };
}
