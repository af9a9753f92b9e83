import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes on disk. */
  readonly size: number;
}

/** The file system as far as reading articles needs it. Every method rejects as `node:fs` does. */
export interface CorpusFiles {
  facts(path: string): Promise<FileFacts>;
  /** Names in a folder, in any order. */
  names(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  /** The file's bytes in order, decompressed when `gunzip` is set. */
  stream(path: string, options: { readonly gunzip: boolean }): AsyncIterable<Uint8Array>;
}

/** The real file system. Links inside folders are not followed into loops: they count as files only. */
export function corpusFiles(): CorpusFiles {
  return {
    async facts(path) {
      const found = await stat(path);
      if (found.isFile()) return { kind: 'file', size: found.size };
      if (!found.isDirectory()) return { kind: 'other', size: 0 };
      return { kind: 'folder', size: 0 };
    },
    async names(folder) {
      const names = await readdir(folder);
      const kept: string[] = [];
      for (const name of names) {
        const link = await lstat(`${folder}/${name}`);
        if (link.isSymbolicLink() && (await linksToFolder(`${folder}/${name}`))) continue;
        kept.push(name);
      }
      return kept;
    },
    async read(path) {
      return readFile(path);
    },
    async *stream(path, { gunzip }) {
      const file = createReadStream(path);
      if (!gunzip) {
        yield* file as AsyncIterable<Uint8Array>;
        return;
      }
      const unpacked = createGunzip();
      file.once('error', (error) => unpacked.destroy(error));
      try {
        yield* file.pipe(unpacked) as AsyncIterable<Uint8Array>;
      } finally {
        file.destroy();
      }
    },
  };
}

async function linksToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
