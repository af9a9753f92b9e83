import { parseConfig } from '../config.ts';
import { startBot } from '../main.ts';
import { type Io, WorkError } from './io.ts';

/** Runs the bot until it is told to stop (SIGINT, SIGTERM). */
export async function startCommand(io: Io): Promise<void> {
  const config = parseConfig(io.env);
  const bot = await startBot(config, {
    say: io.err,
    clock: io.now,
    monotonic: () => performance.now(),
  }).catch((error: unknown) => {
    if (io.debug()) throw error;
    throw new WorkError(error instanceof Error ? error.message : String(error));
  });
  const asked = await io.untilStopped();
  io.err(`${asked}: finishing what is under way …`);
  const clean = await bot.stop();
  io.exitNow(clean ? 0 : 1);
}
