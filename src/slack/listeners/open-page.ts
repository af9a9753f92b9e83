import type { SlackActionMiddlewareArgs } from '@slack/bolt';

/** A link button opens its page by itself; Slack still wants the click acked. */
export async function onOpenPage({ ack }: SlackActionMiddlewareArgs): Promise<void> {
  await ack();
}
