import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { installedTeams } from './installed-teams.ts';
import type { Store } from './open-store.ts';
import type { SealedText, TokenCipher } from './token-cipher.ts';

export interface Installations extends InstallationStore {
  /** Ids of the workspaces that installed the app, sorted. */
  teams(): Promise<readonly string[]>;
  /** When the workspace's tokens were stored last, in epoch milliseconds; `null`: it has none. */
  installedAt(team: string): Promise<number | null>;
  /** Seals with the current key what an older one sealed; how many. */
  reseal(): Promise<number>;
}

export interface InstallationsOptions {
  readonly store: Pick<Store, 'db'>;
  readonly cipher: TokenCipher;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Told apart by its name: the Slack app says so to the person. */
export class NotInstalledError extends Error {
  override name = 'NotInstalledError';
}

/** Bolt's installation store: one row a workspace or organisation, encrypted, bound to its tenant. */
export function createInstallations({ store, cipher, clock }: InstallationsOptions): Installations {
  const { db } = store;
  return {
    async storeInstallation(installation) {
      const tenant = tenantOf(
        installation.isEnterpriseInstall === true,
        installation.team?.id,
        installation.enterprise?.id,
      );
      const written = {
        team: installation.isEnterpriseInstall ? null : (installation.team?.id ?? null),
        ...sealedColumns(cipher.seal(JSON.stringify(installation), tenant)),
        installed_at: clock(),
      };
      await db
        .insertInto('installations')
        .values({ tenant, ...written })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet(written))
        .execute();
    },
    async fetchInstallation(query: InstallationQuery<boolean>) {
      const tenant = tenantOf(query.isEnterpriseInstall, query.teamId, query.enterpriseId);
      const row = await db
        .selectFrom('installations')
        .selectAll()
        .where('tenant', '=', tenant)
        .executeTakeFirst();
      if (!row) throw new NotInstalledError(`the app is not installed for ${tenant}`);
      return JSON.parse(cipher.open(sealedText(row), tenant)) as Installation<'v2', boolean>;
    },
    async deleteInstallation(query) {
      const tenant = tenantOf(query.isEnterpriseInstall, query.teamId, query.enterpriseId);
      await db.deleteFrom('installations').where('tenant', '=', tenant).execute();
    },
    teams: () => installedTeams(store),
    async installedAt(team) {
      const row = await db
        .selectFrom('installations')
        .select('installed_at')
        .where('tenant', '=', tenantOf(false, team))
        .executeTakeFirst();
      return row === undefined ? null : Number(row.installed_at);
    },
    async reseal() {
      const old = await db
        .selectFrom('installations')
        .selectAll()
        .where('key_id', '!=', cipher.currentKeyId)
        .execute();
      for (const row of old) {
        const text = cipher.open(sealedText(row), row.tenant);
        await db
          .updateTable('installations')
          .set(sealedColumns(cipher.seal(text, row.tenant)))
          .where('tenant', '=', row.tenant)
          // Not when it was stored anew meanwhile.
          .where('nonce', '=', row.nonce)
          .execute();
      }
      return old.length;
    },
  };
}

/** @throws when the ids do not name a tenant: never a lookup with half a key. */
function tenantOf(isEnterprise: boolean, team?: string, enterprise?: string): string {
  if (isEnterprise && enterprise) return `enterprise:${enterprise}`;
  if (!isEnterprise && team) return `team:${team}`;
  throw new Error(
    'an installation needs a team id, or an enterprise id when it is organisation-wide',
  );
}

function sealedColumns({ keyId, nonce, sealed }: SealedText) {
  return { key_id: keyId, nonce, sealed };
}

function sealedText(row: { key_id: string; nonce: string; sealed: string }): SealedText {
  return { keyId: row.key_id, nonce: row.nonce, sealed: row.sealed };
}
