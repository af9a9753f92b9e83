import { ONE_TEAM } from '../app/teams.ts';
import type { Config } from '../config.ts';
import { installedTeams } from '../store/installed-teams.ts';
import type { Store } from '../store/open-store.ts';
import { UsageError } from './io.ts';

/** Of commands that read or change a workspace's articles. */
export interface TeamOption {
  /** Slack team id; needed where several workspaces installed the app. */
  readonly team?: string;
}

/**
 * Under which name the articles of the workspace are kept that a command is for; `null`: none installed
 * the app yet.
 * @throws UsageError when it has to be said which, or is none of them
 */
export async function chosenTeam(
  store: Store,
  { slack }: Pick<Config, 'slack'>,
  { team }: TeamOption,
): Promise<string | null> {
  const installed = await installedTeams(store);
  const list = installed.join(', ');
  if (team !== undefined) {
    if (team === ONE_TEAM || installed.includes(team)) return team;
    throw new UsageError(
      installed.length === 0
        ? `--team ${team}: no workspace has installed the app.`
        : `--team ${team} has not installed the app; these have: ${list}`,
    );
  }
  if (!('oauth' in slack)) return ONE_TEAM;
  if (installed.length > 1) {
    throw new UsageError(
      `several workspaces have installed the app; say which with --team: ${list}`,
    );
  }
  return installed[0] ?? null;
}
