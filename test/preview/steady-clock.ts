/** A clock that moves with each look at it, so that nothing depends on how fast the machine is. */
export function steadyClock(): () => number {
  let now = Date.parse('2026-11-22T08:00:00Z');
  return () => {
    now += 1;
    return now;
  };
}
