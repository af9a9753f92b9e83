import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { decodeAsking } from '../button-value.ts';
import { describeFailure } from '../failure.ts';
import { noteShown } from '../note-shown.ts';
import { pressed, tellPresser } from '../pressed.ts';
import { reply } from '../reply.ts';
import type { Services } from '../services.ts';
import { lineView } from '../views/line-view.ts';
import { sharedView } from '../views/shared-view.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Posts an answer in the channel under the name of the person who asked. */
export function onShare(services: Services) {
  const { deliver, stores, clock } = services;
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const value = decodeAsking(press.value);
    if (!value || press.channel === undefined) {
      return tellPresser(services, client, press, [OLD_BUTTON]);
    }
    const { asking } = value;
    const {
      messages,
      corpus,
      shown: spans,
    } = await reply(asking, 'posted', services.deskOf(press.team));
    const [first, ...others] = messages;
    if (!first) return;
    const shared = { user: press.user, asking, changed: corpus !== value.corpus };
    const where = {
      channel: press.channel,
      ...(press.thread === undefined ? {} : { thread: press.thread }),
    };
    const posted = await deliver.post(client, where, [sharedView(first, shared), ...others]);
    const { user, team } = press;
    const key = { team, channel: posted.channel, thread: press.thread ?? posted.ts };
    await stores.threads.put({ ...key, question: asking.question, at: clock() });
    await noteShown(services, key, spans);
    if (posted.following.length === 0) return;
    // The delete button learns what else there is to delete.
    try {
      await deliver.update(
        client,
        posted,
        sharedView(first, { ...shared, following: posted.following }),
      );
    } catch (error) {
      services.log.warn(
        { user, line: describeFailure(error).line },
        'the delete button was not completed',
      );
    }
  };
}

/** Takes a shared answer back; only who shared it can. */
export function onDeleteShared(services: Services) {
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const [sharer, ...following] = (press.value ?? '').split(' ');
    if (press.channel === undefined || press.message === undefined) return;
    if (sharer !== press.user) {
      return tellPresser(services, client, press, [
        lineView('Only the person who shared this answer can delete it.'),
      ]);
    }
    for (const ts of [...following, press.message]) {
      await client.chat.delete({ channel: press.channel, ts }).catch((error: unknown) => {
        const failure = describeFailure(error);
        // Deleted already, by hand: that is what was asked for.
        if (failure.kind !== 'refused' || failure.code !== 'message_not_found') throw error;
      });
    }
  };
}
