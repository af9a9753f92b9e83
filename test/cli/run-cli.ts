import type { Io } from '../../src/cli/io.ts';
import { createProgram } from '../../src/cli/program.ts';
import { report } from '../../src/cli/report.ts';
import { plainStyle } from '../../src/terminal/style.ts';

export interface CliRun {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs the command line in this process, piped (no style), with the given environment and input. */
export async function runCli(
  args: readonly string[],
  options: Partial<Pick<Io, 'env' | 'style'>> & { stdin?: string } = {},
): Promise<CliRun> {
  let out = '';
  let err = '';
  let code = 0;
  const io: Io = {
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
    readStdin: async () => options.stdin ?? '',
    env: options.env ?? {},
    style: options.style ?? plainStyle,
    watched: false,
    now: () => Date.UTC(2031, 2, 3),
    debug: () => args.includes('--debug'),
    exitWith: (to) => {
      code = to;
    },
    untilStopped: () =>
      Promise.reject(new Error('no command of these tests runs until it is stopped')),
    exitNow: (to) => {
      code = to;
    },
  };
  try {
    await createProgram(io).parseAsync(['node', 'afghan-brief', ...args]);
  } catch (error) {
    report(error, io);
  }
  return { out, err, code };
}
