import type { Config } from '../config.ts';

/** What no log may hold. */
export function secretsOf({ slack, databaseUrl }: Config): readonly string[] {
  const all: (string | undefined)[] = [databaseUrl];
  if ('botToken' in slack) all.push(slack.botToken);
  if ('oauth' in slack) {
    const { clientSecret, stateSecret, tokenKeys } = slack.oauth;
    all.push(
      clientSecret,
      stateSecret,
      ...tokenKeys.map(({ secret }) => secret.toString('base64')),
    );
  }
  if (slack.kind === 'socket') all.push(slack.appToken);
  if (slack.kind === 'http') all.push(slack.signingSecret);
  return all.flatMap((value) => value ?? []);
}
