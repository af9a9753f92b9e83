import type { Uninstalled } from '../slack/ports.ts';
import { forgetTeam } from '../store/forget-team.ts';
import type { Installations } from '../store/installations.ts';
import type { Store } from '../store/open-store.ts';
import { forgetSnapshots } from './forget-snapshots.ts';
import { ONE_TEAM, type Teams } from './teams.ts';

export interface ForgetWorkspacesOptions {
  readonly store: Store;
  readonly installations: Pick<Installations, 'teams' | 'installedAt' | 'fetchInstallation'>;
  readonly teams: Pick<Teams, 'forget'>;
  readonly corpora: { forget(team: string): Promise<void> };
  /** Folder of the snapshots. */
  readonly home: string;
  /** Whether Slack takes a bot token. Rejects when it does not say. */
  readonly tokenWorks: (botToken: string) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: { info(fields: object, message: string): void };
}

export interface ForgetWorkspaces {
  readonly uninstalled: Uninstalled;
  /** Notes that a workspace's corpus is served here. */
  served(team: string): void;
  /** What another replica forgot is served and kept here no longer; to be run every minute, on each. */
  sweep(): Promise<void>;
}

/** An answer that was under way when its workspace was forgotten has written what it had to by then, in ms. */
const LATE_WRITES = 600_000;

/** Uninstalling deletes everything that is kept for a workspace: rows, tokens, its index in memory and in files. */
export function createForgetWorkspaces(options: ForgetWorkspacesOptions): ForgetWorkspaces {
  const { store, installations, teams, corpora, home, tokenWorks, clock, log } = options;
  const served = new Set<string>();
  const forgotten = new Map<string, number>();

  async function forgetHere(team: string): Promise<void> {
    served.delete(team);
    teams.forget(team);
    await corpora.forget(team);
    await forgetSnapshots(home, (other) => other === team);
  }

  /** Whether the tokens that are stored came after those that were revoked. */
  async function isInstalledSince(team: string, at: number): Promise<boolean> {
    const installedAt = await installations.installedAt(team);
    // Slack's clock and ours may differ: where ours says so, Slack is asked.
    if (installedAt === null || installedAt < at) return false;
    const query = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false } as const;
    const { bot } = await installations.fetchInstallation(query);
    return bot !== undefined && (await tokenWorks(bot.token));
  }

  return {
    served: (team) => void served.add(team),
    async uninstalled(team, at) {
      if (await isInstalledSince(team, at)) {
        log.info({ team }, 'a late word of an uninstall: the app was installed again since');
        return;
      }
      await forgetTeam(store, team);
      forgotten.set(team, clock());
      await forgetHere(team);
      log.info({ team }, 'the app was uninstalled: everything of the workspace is deleted');
    },
    async sweep() {
      const installed = new Set(await installations.teams());
      for (const [team, at] of forgotten) {
        if (clock() - at > LATE_WRITES || installed.has(team)) forgotten.delete(team);
        else await forgetTeam(store, team);
      }
      for (const team of served) if (!installed.has(team)) await forgetHere(team);
      await forgetSnapshots(home, (team) => team !== ONE_TEAM && !installed.has(team));
    },
  };
}
