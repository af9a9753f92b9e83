import { WebClient, type WebClientOptions } from '@slack/web-api';

/**
 * Team id of the workspace that a token belongs to.
 * @throws what `auth.test` answers: a token that is refused, or Slack out of reach
 * @see https://docs.slack.dev/reference/methods/auth.test
 */
export async function teamOf(
  botToken: string,
  options: Pick<WebClientOptions, 'fetch' | 'slackApiUrl' | 'logger'>,
): Promise<string> {
  const client = new WebClient(botToken, {
    ...options,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  });
  const { team_id } = await client.auth.test();
  return team_id ?? '';
}
