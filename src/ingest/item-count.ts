import { join } from 'node:path';
import type { CorpusFiles } from './corpus-files.ts';
import { isArticleFile, isJsonLines, isPassedOver } from './import-path.ts';

/** How many items a file or folder may hold, for a progress bar; what cannot be read counts as one. */
export async function itemCount(path: string, files: CorpusFiles): Promise<number> {
  try {
    const { kind } = await files.facts(path);
    if (kind === 'folder') {
      let count = 0;
      for (const name of await files.names(path)) {
        if (isPassedOver(name)) continue;
        const inner = join(path, name);
        const isFolder = (await files.facts(inner)).kind === 'folder';
        if (isFolder || isArticleFile(name)) count += await itemCount(inner, files);
      }
      return count;
    }
    return isJsonLines(path) ? await lineCount(path, files) : 1;
  } catch {
    return 1;
  }
}

async function lineCount(path: string, files: CorpusFiles): Promise<number> {
  let count = 0;
  for await (const chunk of files.stream(path, { gunzip: path.toLowerCase().endsWith('.gz') })) {
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) count += 1;
  }
  return count;
}
