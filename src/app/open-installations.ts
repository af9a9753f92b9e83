import type { Config } from '../config.ts';
import { createInstallations, type Installations } from '../store/installations.ts';
import type { Store } from '../store/open-store.ts';
import { createTokenCipher } from '../store/token-cipher.ts';

/**
 * The installations, where workspaces install the app. What an older key sealed is sealed with the current
 * one, so that the older key can be dropped.
 * @throws one line that names the key that is missing
 */
export async function openInstallations(
  { slack }: Pick<Config, 'slack'>,
  store: Store,
  clock: () => number,
  log: { info(fields: object, message: string): void },
): Promise<Installations | undefined> {
  if (!('oauth' in slack)) return undefined;
  const cipher = createTokenCipher(slack.oauth.tokenKeys);
  const installations = createInstallations({ store, cipher, clock });
  const resealed = await installations.reseal().catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `the tokens of the workspaces cannot be opened: ${why}. Put it into AFGHAN_BRIEF_TOKEN_KEYS, behind the current key.`,
      { cause },
    );
  });
  if (resealed > 0) log.info({ resealed }, 'tokens are sealed with the current key');
  return installations;
}
