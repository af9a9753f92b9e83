/** Requests taken on in one turn of the event loop. */
const AT_ONCE = 8;
/** Requests wait for new connections for this many turns at most, however many come. */
const MOST_TURNS = 200;

/** Whose turn it is. */
export interface RequestTurns {
  /** A connection was accepted. */
  connected(): void;
  /** Resolves when a request that was read may be taken on. */
  turn(): Promise<void>;
}

/**
 * A server accepts one connection in each turn of the event loop: while a hundred requests are taken on in
 * one turn, those that connect anew wait for a hundred turns of that length. So connections that come
 * together are accepted first, and requests are taken on a few in each turn.
 */
export function requestTurns(): RequestTurns {
  const waiting: (() => void)[] = [];
  let connections = 0;
  let running = false;

  function run(seen: number, turns: number): void {
    setImmediate(() => {
      if (connections !== seen && turns < MOST_TURNS) return run(connections, turns + 1);
      for (const next of waiting.splice(0, AT_ONCE)) next();
      running = waiting.length > 0;
      if (running) run(connections, 0);
    });
  }

  return {
    connected() {
      connections += 1;
    },
    turn: () =>
      new Promise((next) => {
        waiting.push(next);
        if (running) return;
        running = true;
        run(connections, 0);
      }),
  };
}
