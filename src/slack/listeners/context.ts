import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { decodeSpan } from '../button-value.ts';
import { pressed, tellPresser } from '../pressed.ts';
import type { Services } from '../services.ts';
import { contextModal } from '../views/context-modal.ts';
import { lineView } from '../views/line-view.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

const GONE = lineView(
  'That article is no longer in the corpus, or was changed there. Please ask again for what it says now.',
);

/** Opens the paragraphs around an excerpt, or turns the page in a window that is open. */
export function onContext(services: Services) {
  const { deskOf, deliver } = services;
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const span = decodeSpan(press.value);
    if (!span) return tellPresser(services, client, press, [OLD_BUTTON]);
    const { articleId, start, end, page } = span;
    const around = await deskOf(press.team).context(articleId, { start, end }, page);
    if (!around) return tellPresser(services, client, press, [GONE]);
    const modal = contextModal(around);
    if (press.view) await deliver.updateView(client, press.view.id, modal, press.view.hash);
    else await deliver.openView(client, press.triggerId, modal);
  };
}
