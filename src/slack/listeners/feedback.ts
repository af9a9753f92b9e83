import { createHash } from 'node:crypto';
import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { decodeAsking } from '../button-value.ts';
import type { FeedbackEntry } from '../ports.ts';
import { pressed, tellPresser } from '../pressed.ts';
import type { Services } from '../services.ts';
import { feedbackReasonModal, feedbackThanks } from '../views/feedback-views.ts';
import { OLD_BUTTON } from './old-button.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Stores the verdict at once; asks for a reason where something was wrong. */
export function onFeedback(services: Services) {
  const { stores, clock, deliver } = services;
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const press = pressed(body, action, context);
    const sign = press.value?.[0];
    const value = decodeAsking(press.value?.slice(1));
    if (!value || (sign !== '+' && sign !== '-')) {
      return tellPresser(services, client, press, [OLD_BUTTON]);
    }
    const { team, user, channel } = press;
    const { question } = value.asking;
    const id = createHash('sha256')
      .update([team, user, question, value.corpus].join('\n'))
      .digest('hex')
      .slice(0, 32);
    const entry: FeedbackEntry = {
      id,
      team,
      user,
      question,
      corpus: value.corpus,
      verdict: sign === '+' ? 'useful' : 'not-useful',
      at: clock(),
      ...(channel === undefined ? {} : { channel }),
    };
    await stores.feedback.put(entry);
    const packed = JSON.stringify(entry);
    if (sign === '-') await deliver.openView(client, press.triggerId, feedbackReasonModal(packed));
    else await tellPresser(services, client, press, [feedbackThanks(packed)]);
  };
}

/** "Say why". */
export function onFeedbackReason({ deliver }: Services) {
  return async ({ ack, body, action, client, context }: Args): Promise<void> => {
    await ack();
    const { triggerId, value } = pressed(body, action, context);
    await deliver.openView(client, triggerId, feedbackReasonModal(value ?? ''));
  };
}
