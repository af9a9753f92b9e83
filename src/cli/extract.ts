import type { Io } from './io.ts';
export async function extractCommand(_io: Io, _files: string[], _o: unknown): Promise<void> {
  throw new Error('later');
}
