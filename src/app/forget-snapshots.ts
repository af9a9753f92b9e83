import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** As `keptIndexes` names them: `index-<slot>-<corpus version>.bin` and `.json`. */
const SNAPSHOT = /^index-(\w+)-[0-9a-f]{64}\.(?:bin|json)(?:\.part)?$/;

/** Deletes the indexes that are kept in files for workspaces; they hold words of their articles. */
export async function forgetSnapshots(
  home: string,
  isForgotten: (team: string) => boolean,
): Promise<void> {
  const names = await readdir(home).catch((): string[] => []);
  for (const name of names) {
    const team = SNAPSHOT.exec(name)?.[1];
    if (team !== undefined && isForgotten(team)) await rm(join(home, name), { force: true });
  }
}
