import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { subscriptionId } from '../../digest/subscription.ts';
import type { Services } from '../services.ts';
import { welcomeView } from '../views/welcome-view.ts';
import { workspaceOf } from '../workspace-of.ts';

/**
 * A short welcome when the bot is invited to a channel: once a channel, however often it is invited. A
 * digest that was paused there goes on.
 */
export function onMemberJoined(services: Services) {
  const { stores, deliver, deskOf, clock, command } = services;
  return async (
    args: SlackEventMiddlewareArgs<'member_joined_channel'> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { event, client, context } = args;
    if (context.botUserId === undefined || event.user !== context.botUserId) return;
    const team = workspaceOf(context);
    const digest = await stores.subscriptions.get(subscriptionId(team, event.channel));
    if (digest?.paused !== undefined) {
      const { paused, ...resumed } = digest;
      await stores.subscriptions.put(resumed);
    }
    const now = clock();
    const id = `welcome:${team}:${event.channel}`;
    const claim = await stores.handledEvents.claim(id, '', { now, until: now });
    if (claim === 'duplicate') return;
    const welcome = welcomeView({
      botUser: context.botUserId,
      command,
      suggestions: await deskOf(team).suggestions(3),
    });
    await deliver.post(client, { channel: event.channel }, [welcome]);
    await stores.handledEvents.done(id);
  };
}
