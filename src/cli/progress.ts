import { Presets, SingleBar } from 'cli-progress';
import type { Io } from './io.ts';

/** A bar is shown for work that takes longer than this, in ms. */
const PATIENCE = 1000;

/** Shows a bar on stderr, to a person only, once the work has taken a second; it goes away at the end. */
export function progress(
  io: Pick<Io, 'watched' | 'now'>,
  what: string,
): (done: number, total: number) => void {
  if (!io.watched) return () => {};
  const started = io.now();
  let bar: SingleBar | undefined;
  return (done, total) => {
    if (!bar && io.now() - started > PATIENCE && done < total) {
      bar = new SingleBar(
        {
          format: `${what} [{bar}] {value}/{total}`,
          clearOnComplete: true,
          stream: process.stderr,
          fps: 8,
        },
        Presets.shades_classic,
      );
      bar.start(total, done);
    }
    bar?.update(done);
    if (done === total) bar?.stop();
  };
}
