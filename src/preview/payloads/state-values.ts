import type { AnyBlock } from '@slack/types';

type Loose = Record<string, unknown>;

/** `block_id` → `action_id` → what the person put in, as Slack types it. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Loose>>>>;

/** The page's own form: what stands in each control, as strings. */
export type RawValues = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Controls that hold a value, with the block that each is in. */
export function inputElements(
  blocks: readonly AnyBlock[],
): readonly { readonly block: Loose; readonly element: Loose }[] {
  return blocks.flatMap((one) => {
    const block = one as unknown as Loose;
    if (one.type === 'rich_text') return [];
    const inner = Array.isArray(block.elements) ? (block.elements as Loose[]) : [];
    return [...inner, block.element as Loose, block.accessory as Loose]
      .filter((element) => element !== undefined && STATEFUL.test(String(element.type)))
      .map((element) => ({ block, element }));
  });
}

const STATEFUL = /select$|picker$|input$|^checkboxes$|^radio_buttons$/;

/** `view.state.values`, or `state.values` of a message: every control, filled in or not. */
export function stateValues(blocks: readonly AnyBlock[], raw: RawValues): StateValues {
  const values: Record<string, Record<string, Loose>> = {};
  for (const { block, element } of inputElements(blocks)) {
    const blockId = String(block.block_id);
    const actionId = String(element.action_id);
    const given = raw[blockId]?.[actionId] ?? initialRaw(element);
    values[blockId] = { ...values[blockId], [actionId]: elementValue(element, given) };
  }
  return values;
}

/** What a control holds before anyone touched it. */
export function initialRaw(element: Loose): readonly string[] {
  const one =
    element.initial_value ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    element.initial_user ??
    element.initial_channel ??
    element.initial_conversation ??
    (element.initial_option as Loose | undefined)?.value;
  if (one !== undefined) return [String(one)];
  const many =
    element.initial_users ??
    element.initial_channels ??
    element.initial_conversations ??
    (element.initial_options as Loose[] | undefined)?.map((option) => option.value);
  return Array.isArray(many) ? many.map(String) : [];
}

/** One control's value. Nothing filled in is `null`, as in Slack. */
export function elementValue(element: Loose, raw: readonly string[]): Loose {
  const type = String(element.type);
  const given = raw.filter((value) => value !== '');
  const first = given[0] ?? null;
  const option = (value: string) => optionOf(element, value);
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'external_select':
      return { type, selected_option: first === null ? null : (option(first) ?? null) };
    case 'multi_static_select':
    case 'checkboxes':
    case 'multi_external_select':
      return { type, selected_options: given.map(option).filter((one) => one !== undefined) };
    case 'users_select':
      return { type, selected_user: first };
    case 'multi_users_select':
      return { type, selected_users: given };
    case 'channels_select':
      return { type, selected_channel: first };
    case 'multi_channels_select':
      return { type, selected_channels: given };
    case 'conversations_select':
      return { type, selected_conversation: first };
    case 'multi_conversations_select':
      return { type, selected_conversations: given };
    case 'datepicker':
      return { type, selected_date: first };
    case 'timepicker':
      return { type, selected_time: first };
    case 'datetimepicker':
      return { type, selected_date_time: first === null ? null : Number(first) };
    default:
      return { type, value: first };
  }
}

/** The option itself, as Slack sends it back: its text and value, nothing else. */
function optionOf(element: Loose, value: string): Loose | undefined {
  const groups = (element.option_groups ?? []) as { options: Loose[] }[];
  const options = [
    ...((element.options ?? []) as Loose[]),
    ...groups.flatMap((group) => group.options),
  ];
  return options.find((one) => one.value === value);
}
