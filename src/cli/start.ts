import type { Io } from './io.ts';
export async function startCommand(_io: Io): Promise<void> {
  throw new Error('later');
}
