import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Services } from '../services.ts';
import { workspaceOf } from '../workspace-of.ts';

type Args = SlackEventMiddlewareArgs<'app_uninstalled' | 'tokens_revoked'> & AllMiddlewareArgs;

/**
 * The app was removed from a workspace, or its token withdrawn: what is kept for it goes. Slack sends
 * both events for one removal, in any order; the second finds nothing more to do.
 * @see https://docs.slack.dev/reference/events/app_uninstalled
 * @see https://docs.slack.dev/reference/events/tokens_revoked
 */
export function onUninstalled({ uninstalled, log }: Services) {
  return async ({ event, body, context }: Args): Promise<void> => {
    // A person who withdraws a token of their own takes nothing from the workspace.
    if (event.type === 'tokens_revoked' && !event.tokens?.bot?.length) return;
    if (uninstalled) return uninstalled(workspaceOf(context), body.event_time * 1000);
    log.warn({}, 'the app was removed from its workspace: its token no longer works');
  };
}
