import { config as readDotenv } from 'dotenv';
import { plainStyle, terminalStyle } from '../terminal/style.ts';
import type { Io } from './io.ts';

const WIDEST = 100;

/** The real process. `.env` fills in what the environment does not set. */
export function processIo(): Io {
  readDotenv({ quiet: true });
  const { stdout, stderr, stdin, env, argv } = process;
  // https://no-color.org
  const styled = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  // A reader that closes the pipe early (`| head`) is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    env,
    style: styled ? terminalStyle(Math.min(stdout.columns || 80, WIDEST)) : plainStyle,
    watched: stderr.isTTY === true,
    now: Date.now,
    debug: () => argv.includes('--debug'),
    exitWith: (code) => {
      process.exitCode = code;
    },
    untilStopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
      }),
    exitNow: (code) => process.exit(code),
  };
}
