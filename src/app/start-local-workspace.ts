import { type Preview, type PreviewParts, startPreview } from '../preview/start-preview.ts';
import type { SlackApp } from '../slack/create-app.ts';
import type { Log } from '../slack/log.ts';
import type { SlackAppOptions } from '../slack/options.ts';
import { manifestText } from './slack-connection.ts';

export interface LocalWorkspaceOptions {
  readonly createApp: (
    parts: Pick<SlackAppOptions, 'connection' | 'identity' | 'fetch' | 'slackApiUrl'>,
  ) => Promise<SlackApp>;
  readonly port: number;
  /** How many are served. */
  readonly articles: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
  /** A line for the person who started it. */
  readonly say: (line: string) => void;
}

/** The local workspace, in the time zone of this computer, with one line that says where it is. */
export async function startLocalWorkspace(options: LocalWorkspaceOptions): Promise<Preview> {
  const { createApp, articles, say, ...others } = options;
  const preview = await startPreview({
    ...others,
    createApp: (parts: PreviewParts) => createApp({ ...parts, fetch: parts.fetch as never }),
    manifest: await manifestText(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  say(
    `Afghan Brief local workspace (a preview, not Slack), ${articles} ${articles === 1 ? 'article' : 'articles'}: ${preview.url} · to connect Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (README, "Set up Slack").`,
  );
  return preview;
}
