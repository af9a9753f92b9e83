/** One step of a stop, in order: stop taking requests, finish what is under way, close. */
export interface StopStep {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export interface StopOptions {
  readonly steps: readonly StopStep[];
  /** Resolves after that many milliseconds, or when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds for all steps together. @default 25000, below the 30 s after which containers are killed */
  readonly deadline?: number;
  readonly onProblem: (step: string, error: unknown) => void;
}

/**
 * Runs the steps one after the other. A step that fails is told and does not keep the next ones
 * from running; one that is not done at the deadline is left behind, and so are the later ones.
 * @returns whether every step was done. A second call waits for the first.
 */
export function createStop(options: StopOptions): () => Promise<boolean> {
  const { steps, sleep, deadline = 25_000, onProblem } = options;
  let stopping: Promise<boolean> | null = null;

  async function stop(): Promise<boolean> {
    const done = new AbortController();
    let isLate = false;
    const late = sleep(deadline, done.signal).then(
      () => {
        isLate = !done.signal.aborted;
      },
      () => undefined,
    );
    let clean = true;
    for (const step of steps) {
      const running = step.run().catch((error: unknown) => {
        clean = false;
        onProblem(step.name, error);
      });
      await Promise.race([running, late]);
      if (isLate) {
        onProblem(step.name, new Error(`it was not done after ${deadline} ms`));
        return false;
      }
    }
    done.abort();
    return clean;
  }

  return () => {
    stopping ??= stop();
    return stopping;
  };
}
