/**
 * Refusals that last until a person does something about the channel.
 * @see https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export const CLOSED: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
]);
