import { watch } from 'node:fs';

export interface WatchFolderDeps {
  /** Reads the folder again; called one at a time. */
  readonly scan: () => Promise<void>;
  /** Calls back after so many milliseconds, unless cancelled. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Tells of changes below a folder; gives a function that stops it. @default the system's notifications */
  readonly notify?: (folder: string, changed: () => void) => () => void;
  /** Milliseconds of quiet after a change before the folder is read: files are often written in pieces. @default 1000 */
  readonly quietMs?: number;
  /** Milliseconds after which it is read anyway: not every file system tells of changes. @default 300_000 */
  readonly rescanMs?: number;
}

/**
 * Reads a folder again when something in it changes, and from time to time. Reading is idempotent,
 * so that a change told twice does no harm.
 * @returns a function that stops watching.
 */
export function watchFolder(folder: string, deps: WatchFolderDeps): () => void {
  const { scan, after, notify = systemNotify, quietMs = 1000, rescanMs = 300_000 } = deps;
  let stopped = false;
  let scanning = false;
  let again = false;
  let cancel = (): void => {};

  const run = (): void => {
    cancel();
    if (stopped) return;
    if (scanning) {
      again = true;
      return;
    }
    scanning = true;
    again = false;
    const finished = (): void => {
      scanning = false;
      if (!stopped) cancel = after(again ? quietMs : rescanMs, run);
    };
    scan().then(finished, finished);
  };
  const stopNotify = notify(folder, () => {
    if (stopped) return;
    if (scanning) again = true;
    else {
      cancel();
      cancel = after(quietMs, run);
    }
  });
  cancel = after(rescanMs, run);
  return () => {
    stopped = true;
    cancel();
    stopNotify();
  };
}

function systemNotify(folder: string, changed: () => void): () => void {
  try {
    const watcher = watch(folder, { recursive: true, persistent: false }, changed);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // Not supported here, or the folder is not there yet: the rescan finds what is new.
    return () => {};
  }
}
