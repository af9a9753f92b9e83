import type { WebClient } from '@slack/web-api';
import type { Rule } from './ports.ts';

/** Whether a person may do what a rule protects. An admin check that fails is a no. */
export async function may(rule: Rule, user: string, client: WebClient): Promise<boolean> {
  if (rule === 'everyone') return true;
  if (rule !== 'admins') return rule.users.includes(user);
  const { user: info } = await client.users.info({ user });
  return Boolean(info?.is_admin || info?.is_owner || info?.is_primary_owner);
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
