/** Milliseconds of work after which other work gets its turn. */
const LONGEST_TURN = 5;

/**
 * For long loops over a store or a file whose calls may all return at once: hands the event loop over
 * when the turn has lasted long enough, else goes on without a pause.
 */
export function createGiveWay(longestTurn = LONGEST_TURN): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < longestTurn) return;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  };
}
