import type { WebClient } from '@slack/web-api';
import type { Rule } from './ports.ts';

export interface Person {
  /** The workspace that the request is for: see `workspaceOf`. */
  readonly team: string;
  readonly user: string;
}

/** Whether a person may do what a rule protects. An admin check that fails is a no. */
export async function may(rule: Rule, { team, user }: Person, client: WebClient): Promise<boolean> {
  if (rule === 'everyone') return true;
  if (rule !== 'admins') return rule.users.includes(user);
  const { user: info } = await client.users.info({ user });
  if (!info || !isMember(info, team)) return false;
  return Boolean(info.is_admin || info.is_owner || info.is_primary_owner);
}

/**
 * In a channel shared with others, their people press our buttons too: an admin there is none here.
 * @see https://docs.slack.dev/reference/objects/user-object
 */
function isMember(
  info: {
    readonly team_id?: string;
    readonly is_stranger?: boolean;
    readonly enterprise_user?: { readonly teams?: readonly string[] };
  },
  team: string,
): boolean {
  if (info.is_stranger) return false;
  return (
    info.team_id === undefined ||
    info.team_id === team ||
    (info.enterprise_user?.teams?.includes(team) ?? false)
  );
}

/** Said to a person who may not. */
export function notAllowed(what: string, rule: Rule): string {
  if (rule === 'everyone' || rule === 'admins') {
    return `Only workspace admins may ${what}. Ask one of them, or have the app's policy changed.`;
  }
  return rule.users.length === 0
    ? `Nobody may ${what} here: the app's policy names no one. Ask who runs the app.`
    : `Only people whom the app's policy names may ${what}. Ask who runs the app.`;
}
