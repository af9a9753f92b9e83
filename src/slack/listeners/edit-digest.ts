import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { openDigestSettings } from '../digest-settings.ts';
import { pressed } from '../pressed.ts';
import type { Services } from '../services.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Edit" and "Set a digest" on the home tab. Who may set one is checked when it is saved. */
export function onEditDigest(services: Services) {
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const { team, user, triggerId, value } = pressed(body, action, context);
    const channel = value === undefined || value === '' ? undefined : value;
    await openDigestSettings(services, client, { team, user, triggerId, channel });
  };
}
