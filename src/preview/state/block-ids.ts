import type { AnyBlock } from '@slack/types';

type Loose = Record<string, unknown>;

/** Gives blocks and elements the ids that they came without, as Slack does. */
export function withBlockIds(blocks: readonly AnyBlock[], next: () => string): AnyBlock[] {
  return blocks.map((block) => {
    const named: Loose = { ...(block as unknown as Loose) };
    named.block_id ??= next();
    if (Array.isArray(named.elements) && block.type !== 'rich_text') {
      named.elements = named.elements.map((element: Loose) => withActionId(element, next));
    }
    if (named.element) named.element = withActionId(named.element as Loose, next);
    if (named.accessory) named.accessory = withActionId(named.accessory as Loose, next);
    return named as unknown as AnyBlock;
  });
}

const WITHOUT_ACTION = new Set(['image', 'plain_text', 'mrkdwn']);

function withActionId(element: Loose, next: () => string): Loose {
  return WITHOUT_ACTION.has(String(element.type)) || element.action_id !== undefined
    ? element
    : { ...element, action_id: next() };
}
