import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from '../search/segment.ts';
import { readSnapshot } from '../search/snapshot.ts';

/** What an index in a file is of. */
export interface IndexOf {
  /** Content hash of the corpus and how it was read; kept in the file. */
  readonly key: string;
  /** Content hash of the corpus, `sha256:…`. */
  readonly version: string;
  /** Content hash of the aliases. */
  readonly aliases: string;
  /** Content hashes of the articles, in the order of their ids. */
  readonly articles: readonly string[];
}

export interface KeptIndexes {
  /** The index of this very corpus. */
  read(of: Pick<IndexOf, 'version' | 'key'>): Promise<Segment | null>;
  /** The index of the corpus served last, with the same aliases, read the same way. */
  readLast(
    of: Pick<IndexOf, 'aliases'> & { readonly reading: string },
  ): Promise<{ readonly segment: Segment; readonly articles: readonly string[] } | null>;
  /** One is kept: that of the corpus served last. One that cannot be written is no failure. */
  keep(of: IndexOf, bytes: Uint8Array): Promise<void>;
}

/**
 * Indexes in files, so that a start is fast: `index-<slot>-<version>.bin`, and beside it in a file of the same name
 * with `.json` what it is of.
 * @param folder without it none is kept
 */
export function keptIndexes(folder: string | undefined, slot: string): KeptIndexes {
  const prefix = `index-${slot.replace(/[^A-Za-z0-9]/g, '_')}-`;
  const nameOf = (version: string): string => `${prefix}${version.replace(/^sha256:/, '')}`;
  const at = (name: string): string => join(folder ?? '', name);

  async function load(name: string, key: string): Promise<Segment | null> {
    const bytes = await readFile(at(`${name}.bin`)).catch(() => null);
    if (bytes === null) return null;
    // A copy of its own: the arrays of the segment need an aligned buffer.
    const read = readSnapshot(new Uint8Array(bytes), key);
    return read.kind === 'segment' ? read.segment : null;
  }

  async function write(name: string, content: Uint8Array | string): Promise<void> {
    const part = at(`${name}.part`);
    try {
      await writeFile(part, content);
      await rename(part, at(name));
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return {
    async read({ version, key }) {
      return folder === undefined ? null : load(nameOf(version), key);
    },
    async readLast({ aliases, reading }) {
      if (folder === undefined) return null;
      const names = await readdir(folder).catch((): string[] => []);
      for (const name of names) {
        if (!name.startsWith(prefix) || !name.endsWith('.json')) continue;
        const of = await readIndexOf(at(name));
        if (of?.aliases !== aliases || !of.key.endsWith(reading)) continue;
        const segment = await load(name.slice(0, -'.json'.length), of.key);
        if (segment?.days.length === of.articles.length) return { segment, articles: of.articles };
      }
      return null;
    },
    async keep(of, bytes) {
      if (folder === undefined) return;
      const name = nameOf(of.version);
      try {
        await mkdir(folder, { recursive: true });
        await write(`${name}.json`, JSON.stringify(of));
        await write(`${name}.bin`, bytes);
        for (const other of await readdir(folder)) {
          if (other.startsWith(prefix) && !other.startsWith(name))
            await rm(at(other), { force: true });
        }
      } catch {
        // Without it the next start takes longer.
      }
    },
  };
}

async function readIndexOf(path: string): Promise<IndexOf | null> {
  try {
    const of = JSON.parse(await readFile(path, 'utf8')) as IndexOf;
    const whole = typeof of.key === 'string' && Array.isArray(of.articles);
    return whole ? of : null;
  } catch {
    return null;
  }
}
