import { elementValue } from './state-values.ts';

type Loose = Record<string, unknown>;

/** `actions[0]` of a `block_actions` payload, or null when the element is not one that acts. */
export function actionPayload(
  block: Loose,
  element: Loose,
  raw: readonly string[],
  actionTs: string,
): Loose | null {
  const base = {
    action_id: element.action_id,
    block_id: block.block_id,
    type: element.type,
    action_ts: actionTs,
  };
  switch (element.type) {
    case 'button':
    case 'icon_button':
      return {
        ...base,
        text: element.text,
        ...(element.value === undefined ? {} : { value: element.value }),
        ...(element.style === undefined ? {} : { style: element.style }),
      };
    case 'feedback_buttons': {
      const buttons = [element.positive_button, element.negative_button] as (Loose | undefined)[];
      const pressed = buttons.find((button) => button?.value === raw[0]);
      return pressed ? { ...base, text: pressed.text, value: pressed.value } : null;
    }
    case 'overflow': {
      const option = ((element.options ?? []) as Loose[]).find((one) => one.value === raw[0]);
      return option ? { ...base, selected_option: option } : null;
    }
    default:
      return { ...base, ...elementValue(element, raw) };
  }
}

/** The acting element with these ids in a list of blocks. */
export function findElement(
  blocks: readonly unknown[],
  blockId: string,
  actionId: string,
): { readonly block: Loose; readonly element: Loose } | null {
  const block = (blocks as Loose[]).find((one) => one.block_id === blockId);
  if (!block) return null;
  const inner = Array.isArray(block.elements) ? (block.elements as Loose[]) : [];
  const element = [...inner, block.element as Loose, block.accessory as Loose].find(
    (one) => one?.action_id === actionId,
  );
  return element ? { block, element } : null;
}
