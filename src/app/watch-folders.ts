import { statSync } from 'node:fs';
import { watchFolder } from '../ingest/watch-folder.ts';

export interface WatchFoldersOptions {
  /** Reads the corpus again. */
  readonly reread: () => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/** Watches the configured folders: an article that is put there is answered from without a restart. */
export function watchFolders(paths: readonly string[], options: WatchFoldersOptions): () => void {
  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  };
  const scan = (): Promise<void> => options.reread().catch(options.onProblem);
  const stops = paths.filter(isFolder).map((folder) => watchFolder(folder, { scan, after }));
  return () => {
    for (const stop of stops) stop();
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
