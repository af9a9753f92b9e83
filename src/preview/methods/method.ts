import type { Log } from '../log.ts';
import type { Tickets } from '../state/tickets.ts';
import type { Views } from '../state/views.ts';
import type { Workspace } from '../state/workspace.ts';

/** What the methods of the local Slack work on. */
export interface SlackState {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly tickets: Tickets;
  /** Address of the page, without a slash at the end. */
  readonly pageUrl: () => string;
  readonly log: Log;
}

/** Arguments of a Web API call: JSON values already parsed, everything else a string. */
export type Args = Readonly<Record<string, unknown>>;

export type Reply =
  | ({ readonly ok: true } & Readonly<Record<string, unknown>>)
  | ({ readonly ok: false; readonly error: string } & Readonly<Record<string, unknown>>);

/** One Web API method. */
export type Method = (args: Args, state: SlackState) => Reply;

export function failed(error: string, messages?: readonly string[]): Reply {
  return messages
    ? { ok: false, error, response_metadata: { messages: messages.map((m) => `[ERROR] ${m}`) } }
    : { ok: false, error };
}

export function text(args: Args, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}
