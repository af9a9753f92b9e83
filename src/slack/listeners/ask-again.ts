import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { decodeAsking } from '../button-value.ts';
import { answerPress, pressed, tellPresser } from '../pressed.ts';
import { reply } from '../reply.ts';
import type { Services } from '../services.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "More", a topic of a "not covered", "Ask again": asks what the button holds and answers where it is. */
export function onAskAgain(services: Services) {
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const value = decodeAsking(press.value);
    if (!value) return tellPresser(services, client, press, [OLD_BUTTON]);
    const { messages, shown } = await reply(value.asking, press.place, services.deskOf(press.team));
    await answerPress(services, client, press, messages, shown);
  };
}
