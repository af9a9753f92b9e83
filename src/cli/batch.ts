import { readFile } from 'node:fs/promises';
import { type Io, WorkError } from './io.ts';
import { json } from './open-corpus.ts';

/**
 * Runs `work` over `{id|_id, text|question|quote}` lines, printing one JSON result a line, in order. A
 * line that fails gives `{id, error}` on its line, and the command ends with 1.
 */
export async function batch<T extends object>(
  io: Io,
  path: string,
  work: (text: string) => Promise<T>,
): Promise<void> {
  const input = path === '-' ? await io.readStdin() : await fileText(path);
  let failed = 0;
  let line = 0;
  for (const raw of input.split('\n')) {
    line++;
    if (raw.trim() === '') continue;
    let id: string | undefined;
    try {
      const entry = parse(raw, line);
      id = entry.id;
      const result = await work(entry.text);
      io.out(json(id === undefined ? result : { id, ...result }));
    } catch (error) {
      failed++;
      const message = error instanceof Error ? error.message : String(error);
      io.out(json({ ...(id === undefined ? { line } : { id }), error: message }));
    }
  }
  if (failed > 0)
    throw new WorkError(`${failed} of the lines could not be answered; each says why on its line.`);
}

function parse(raw: string, line: number): { readonly id?: string; readonly text: string } {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw new WorkError(`line ${line} is not JSON; write {"id": "…", "text": "…"}`);
  }
  const { id, _id, text, question, quote } = (value ?? {}) as Record<string, unknown>;
  const words = text ?? question ?? quote;
  if (typeof words !== 'string')
    throw new WorkError(`line ${line} has no "text"; write {"id": "…", "text": "…"}`);
  const key = id ?? _id;
  return typeof key === 'string' || typeof key === 'number'
    ? { id: String(key), text: words }
    : { text: words };
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new WorkError(
      `${path} cannot be read (${code ?? 'unknown reason'}); give a .jsonl file, or - for standard input.`,
    );
  }
}
