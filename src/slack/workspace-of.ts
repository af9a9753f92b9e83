import type { Context } from '@slack/bolt';

/**
 * The workspace whose installation a request was authorized with: the one that its token belongs to, and
 * the only one whose corpus and settings it may reach. In a channel that is shared with others this is
 * neither the person's workspace (`user.team_id`) nor always the event's outer `team_id`.
 * @throws when Slack named none
 * @see https://docs.slack.dev/apis/events-api#authorizations
 */
export function workspaceOf({ teamId }: Pick<Context, 'teamId'>): string {
  if (!teamId) throw new Error('a request names no workspace');
  return teamId;
}
