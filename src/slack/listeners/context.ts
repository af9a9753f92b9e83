import type { BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { decodeSpan } from '../button-value.ts';
import { pressed, tellPresser } from '../pressed.ts';
import type { Services } from '../services.ts';
import { contextModal } from '../views/context-modal.ts';
import { lineView } from '../views/line-view.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & { readonly client: WebClient };

const GONE = lineView(
  'That article is no longer in the corpus, or was changed there. Please ask again for what it says now.',
);

/** Opens the paragraphs around an excerpt, or turns the page in a window that is open. */
export function onContext(services: Services) {
  const { desk, deliver } = services;
  return async ({ ack, body, action, client }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action);
    const span = decodeSpan(press.value);
    if (!span) return tellPresser(services, client, press, [OLD_BUTTON]);
    const { articleId, start, end, page } = span;
    const context = await desk.context(articleId, { start, end }, page);
    if (!context) return tellPresser(services, client, press, [GONE]);
    const modal = contextModal(context);
    if (press.view) await deliver.updateView(client, press.view.id, modal, press.view.hash);
    else await deliver.openView(client, press.triggerId, modal);
  };
}
