import type { Log } from '../../src/preview/log.ts';

export interface TestLog extends Log {
  /** Warnings and errors, one line each. */
  readonly complaints: string[];
}

export function testLog(): TestLog {
  const complaints: string[] = [];
  const complain = (fields: object, message: string) =>
    void complaints.push(`${message} ${JSON.stringify(fields)}`);
  return { complaints, debug() {}, info() {}, warn: complain, error: complain };
}
