import { processIo } from './cli/process-io.ts';
import { createProgram } from './cli/program.ts';
import { report } from './cli/report.ts';

/** Runs the command line of this process and leaves its exit code. */
export async function run(): Promise<void> {
  const io = processIo();
  try {
    await createProgram(io).parseAsync(process.argv);
  } catch (error) {
    report(error, io);
  }
}
