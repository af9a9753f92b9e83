import type { Receiver } from '@slack/bolt';
import type { Acting } from './acts/acting.ts';
import { servePage } from './http/server.ts';
import { createLocalReceiver } from './local-receiver.ts';
import { createLocalSlack } from './local-slack.ts';
import type { Log } from './log.ts';
import { readManifest } from './manifest.ts';
import { page } from './render/page.ts';
import { PEOPLE } from './state/people.ts';
import { createTickets } from './state/tickets.ts';
import { createViews } from './state/views.ts';
import { createWorkspace } from './state/workspace.ts';
import { welcome } from './welcome.ts';

/** What the Slack app is given instead of Slack. */
export interface PreviewParts {
  readonly connection: { readonly kind: 'receiver'; readonly receiver: Receiver };
  readonly identity: { readonly botToken: string };
  /** The Web API and the response URLs, in this process. */
  readonly fetch: typeof fetch;
  readonly slackApiUrl: string;
}

export interface PreviewOptions {
  /** Builds the app over the parts, with everything else that it needs. */
  readonly createApp: (
    parts: PreviewParts,
  ) => Promise<{ start(): Promise<unknown>; stop(): Promise<unknown> }>;
  /** The text of manifest.yml. */
  readonly manifest: string;
  /** 0: any free one. @default 3000 */
  readonly port?: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** IANA name. @default 'UTC' */
  readonly timeZone?: string;
  readonly log: Log;
  /** What the first screen offers to try. */
  readonly examples?: readonly string[];
  /** What a colleague wrote in the channel before, to try the message shortcuts on. */
  readonly colleagueWrote?: string;
}

export interface Preview {
  readonly url: string;
  /** Resolves when the app has ended what it was asked so far. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Only this computer. Not an option: the page has no log-in. */
const HOST = '127.0.0.1';

const EXAMPLES = [
  '/afghan-brief ttp',
  '@Afghan Brief who spoke about the air strikes?',
  '/afghan-brief help',
];

/**
 * Serves the local workspace: a page in which the same listeners answer as in Slack.
 * Rejects with one line that says what to do when the port is taken.
 */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const { clock, log, timeZone = 'UTC', port = 3000, examples = EXAMPLES } = options;
  const workspace = createWorkspace({ clock, timeZone });
  const views = createViews(workspace.nextId, workspace.changed);
  const tickets = createTickets(clock, workspace.nextId);
  const manifest = readManifest(options.manifest);
  const receiver = createLocalReceiver(log);
  const acting: Acting = { workspace, views, tickets, receiver, manifest, clock };
  let url = '';
  const state = { workspace, views, tickets, pageUrl: () => url, log };
  welcome(workspace, options.colleagueWrote);
  const app = await options.createApp({
    connection: { kind: 'receiver', receiver },
    identity: { botToken: 'xoxb-preview' },
    fetch: createLocalSlack({ state, scopes: manifest.scopes, log }),
    slackApiUrl: 'http://slack.invalid/api/',
  });
  const channels = workspace.conversations().filter((one) => one.kind === 'channel');
  const frame = page({ people: PEOPLE, channels, manifest, examples });
  const server = await servePage({ acting, frame, port, host: HOST, log }).catch(
    (cause: unknown) => {
      throw portError(port, cause);
    },
  );
  url = `http://${HOST}:${server.port}`;
  await app.start();
  return {
    url,
    idle: () => receiver.idle(),
    async stop() {
      await server.stop();
      await app.stop();
    },
  };
}

function portError(port: number, cause: unknown): Error {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  const words =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program (perhaps this one, started before). Stop it, or choose another: PORT=3001 npm start`
      : code === 'EACCES'
        ? `Port ${port} needs rights that this program does not have. Choose one above 1023: PORT=3000 npm start`
        : `The local workspace cannot listen on ${HOST}:${port}: ${String(cause)}`;
  return new Error(words, { cause });
}
