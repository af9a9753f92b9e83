import type { Harness } from './harness.ts';

// biome-ignore lint/suspicious/noExplicitAny: blocks as they went over the wire
type Blocks = readonly any[];

/** Every string of a rich text block that is article text or ours, joined as a reader sees it. */
export function richTextOf(blocks: Blocks): string {
  const parts = blocks
    .filter((block) => block.type === 'rich_text')
    .flatMap((block) => block.elements)
    .flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]));
  return parts
    .map((part: { elements: { text?: string }[] }) =>
      part.elements.map((element) => element.text ?? '').join(''),
    )
    .join('\n');
}

/** The words of each quote block. */
export function quotesOf(blocks: Blocks): readonly string[] {
  return blocks
    .filter((block) => block.type === 'rich_text')
    .flatMap((block) => block.elements)
    .filter((part: { type: string }) => part.type === 'rich_text_quote')
    .map((part: { elements: { text: string }[] }) => part.elements.map((one) => one.text).join(''));
}

// biome-ignore lint/suspicious/noExplicitAny: an element as it went over the wire
export function buttonOf(blocks: Blocks, actionId: string): any {
  const found = blocks
    .flatMap((block) => [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])])
    .find((element) => element?.action_id === actionId);
  if (!found)
    throw new Error(`there is no ${actionId} in ${JSON.stringify(blocks).slice(0, 2000)}`);
  return found;
}

/** Presses a button of a message. */
export function press(
  { slack }: Pick<Harness, 'slack'>,
  action: { action_id: string; value?: string },
  at: { ephemeral?: boolean; channel?: string; ts?: string; thread?: string; user?: string } = {},
) {
  const channel = at.channel ?? 'C1';
  return {
    type: 'block_actions',
    user: { id: at.user ?? 'U1', team_id: 'T1' },
    channel: { id: channel },
    container: {
      type: 'message',
      message_ts: at.ts ?? '1.1',
      channel_id: channel,
      is_ephemeral: at.ephemeral ?? true,
      ...(at.thread === undefined ? {} : { thread_ts: at.thread }),
    },
    response_url: slack.responseUrl(),
    actions: [{ type: 'button', block_id: 'b', action_ts: '1', ...action }],
  };
}

export function submit(callbackId: string, values: object, more: object = {}) {
  const { view, ...rest } = more as { view?: object };
  return {
    type: 'view_submission',
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: callbackId,
      private_metadata: '',
      hash: 'h1',
      state: { values },
      blocks: [],
      ...view,
    },
    ...rest,
  };
}
