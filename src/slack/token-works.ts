import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';

/** What `auth.test` says of a token that is no more. */
const DEAD = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/**
 * Whether Slack takes a bot token.
 * @throws when Slack does not say: it is out of reach, or busy
 * @see https://docs.slack.dev/reference/methods/auth.test
 */
export async function tokenWorks(
  botToken: string,
  options: Pick<WebClientOptions, 'fetch' | 'slackApiUrl' | 'logger'>,
): Promise<boolean> {
  const client = new WebClient(botToken, {
    ...options,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  });
  try {
    await client.auth.test();
    return true;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && DEAD.has(error.data.error)) return false;
    throw error;
  }
}
