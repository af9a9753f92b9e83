import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { pressed, tellPresser } from '../pressed.ts';
import { undoRemoval } from '../removing.ts';
import type { Services } from '../services.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Brings a removed article back, for who may. */
export function onUndoRemoval(services: Services) {
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const id = press.value ?? '';
    const message = id === '' ? OLD_BUTTON : await undoRemoval(services, client, press, id);
    await tellPresser(services, client, press, [message]);
  };
}
