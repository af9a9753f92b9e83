import { gunzipSync } from 'node:zlib';
import type { CorpusFiles } from '../../src/ingest/corpus-files.ts';

/** A file system in memory: path → text or bytes. Folders are what the paths imply. */
export function memoryFiles(content: Readonly<Record<string, string | Uint8Array>>): CorpusFiles {
  const bytes = (path: string): Uint8Array => {
    const value = content[path];
    if (value === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    return typeof value === 'string' ? Buffer.from(value) : value;
  };
  const inside = (folder: string) =>
    Object.keys(content).filter((path) => path.startsWith(`${folder}/`));
  return {
    async facts(path) {
      if (inside(path).length > 0) return { kind: 'folder', size: 0 };
      return { kind: 'file', size: bytes(path).length };
    },
    async names(folder) {
      const names = inside(folder).map((path) => path.slice(folder.length + 1).split('/')[0]!);
      return [...new Set(names)].reverse();
    },
    async read(path) {
      return bytes(path);
    },
    async *stream(path, { gunzip }) {
      const all = gunzip ? gunzipSync(bytes(path)) : bytes(path);
      for (let at = 0; at < all.length; at += 7) yield all.subarray(at, at + 7);
    },
  };
}
