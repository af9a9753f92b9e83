/** Runs works one after the other, in the order they are given; one that fails does not keep the next from running. */
export function oneAtATime(): (work: () => Promise<void>) => Promise<void> {
  let turn: Promise<void> = Promise.resolve();
  return (work) => {
    turn = turn.catch(() => undefined).then(work);
    return turn;
  };
}
