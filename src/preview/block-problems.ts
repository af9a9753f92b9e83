import type { AnyBlock } from '@slack/types';
import type { ViewSource } from './state/views.ts';

type Loose = Record<string, unknown>;

/**
 * What Slack refuses, as far as it documents it: the preview must not show what Slack would not.
 * Written from Slack's reference, apart from the app's own check, so that one can find the other's gaps.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function messageBlockProblems(blocks: readonly AnyBlock[]): readonly string[] {
  return blockProblems(blocks, 50, 'message');
}

export function viewBlockProblems(view: ViewSource): readonly string[] {
  const problems = blockProblems(view.blocks, 100, view.type);
  const over = (path: string, text: string | undefined, most: number) => {
    if ((text?.length ?? 0) > most) problems.push(`must be at most ${most} characters [${path}]`);
  };
  over('/view/private_metadata', view.private_metadata, 3000);
  over('/view/callback_id', view.callback_id, 255);
  if (view.type !== 'modal') return problems;
  for (const key of ['title', 'submit', 'close'] as const)
    over(`/view/${key}`, view[key]?.text, 24);
  if (!view.title) problems.push('missing required field: title [/view]');
  if (!view.submit && view.blocks.some((block) => block.type === 'input')) {
    problems.push('a modal with inputs needs submit [/view]');
  }
  return problems;
}

const MESSAGE_ONLY = new Set(['context_actions', 'table', 'markdown', 'data_table', 'card']);
const TEXT_LIMIT: Readonly<Record<string, number>> = { header: 150, section: 3000, context: 3000 };
const ELEMENT_LIMIT: Readonly<Record<string, number>> = {
  actions: 25,
  context: 10,
  context_actions: 5,
};

function blockProblems(
  blocks: readonly AnyBlock[],
  most: number,
  surface: 'message' | 'modal' | 'home',
): string[] {
  if (!Array.isArray(blocks)) return ['must be a list [/blocks]'];
  const problems: string[] = [];
  if (blocks.length > most) problems.push(`no more than ${most} items allowed [/blocks]`);
  const ids = new Set<string>();
  for (const [index, one] of blocks.entries()) {
    const block = one as unknown as Loose;
    const path = `/blocks/${index}`;
    const say = (problem: string) => problems.push(`${problem} [${path}: ${String(block.type)}]`);
    const id = block.block_id;
    if (typeof id === 'string') {
      if (id.length > 255) say('block_id must be at most 255 characters');
      if (ids.has(id)) say(`block_id “${id}” is used twice`);
      ids.add(id);
    }
    if (surface !== 'message' && MESSAGE_ONLY.has(one.type)) say(`not allowed in a ${surface}`);
    if (surface === 'message' && one.type === 'input') say('inputs are not allowed in messages');
    const text = TEXT_LIMIT[one.type];
    for (const field of [block.text, ...asList(block.fields)]) {
      if (text !== undefined && field !== undefined) textProblems(field as Loose, text, say);
    }
    const elements = asList(block.elements);
    const count = ELEMENT_LIMIT[one.type];
    if (count !== undefined) {
      if (elements.length === 0) say('elements must not be empty');
      if (elements.length > count) say(`no more than ${count} elements allowed`);
    }
    if (one.type === 'rich_text' && elements.length === 0) say('elements must not be empty');
    if (one.type === 'rich_text') emptyTexts(elements, say);
    else controls([...elements, block.element, block.accessory] as Loose[], say);
    if (one.type === 'table') table(block, say);
  }
  const tables = blocks.filter((block) => block.type === 'table').length;
  if (tables > 1) problems.push('only one table is allowed [/blocks]');
  return problems;
}

type Say = (problem: string) => void;

function textProblems(text: Loose, most: number, say: Say): void {
  const words = text.text;
  if (typeof words !== 'string' || words === '') say('text must not be empty');
  else if (words.length > most) say(`text must be at most ${most} characters`);
}

/** Rich text refuses an empty text element, at any depth. */
function emptyTexts(elements: readonly unknown[], say: Say): void {
  for (const element of elements as Loose[]) {
    if (element.type === 'text' && element.text === '') say('an empty text element');
    emptyTexts(asList(element.elements), say);
  }
}

function controls(elements: readonly (Loose | undefined)[], say: Say): void {
  const ids = new Set<unknown>();
  for (const element of elements) {
    if (!element) continue;
    const id = element.action_id;
    if (id !== undefined && ids.has(id)) say(`action_id “${String(id)}” is used twice`);
    if (id !== undefined) ids.add(id);
    if (element.type === 'button') {
      textProblems((element.text ?? {}) as Loose, 75, say);
      if (String(element.value ?? '').length > 2000) say('value must be at most 2000 characters');
      if (String(element.url ?? '').length > 3000) say('url must be at most 3000 characters');
    }
    const options = asList(element.options) as Loose[];
    if (element.options !== undefined && options.length === 0) say('options must not be empty');
    const few = element.type === 'checkboxes' || element.type === 'radio_buttons';
    const most = element.type === 'overflow' ? 5 : few ? 10 : 100;
    if (options.length > most) say(`no more than ${most} options allowed`);
    for (const option of options) {
      textProblems((option.text ?? {}) as Loose, 75, say);
      if (String(option.value ?? '').length > 150) say('option value is too long');
    }
    const values = new Set(options.map((option) => JSON.stringify(option)));
    for (const initial of [element.initial_option, ...asList(element.initial_options)]) {
      if (initial && options.length > 0 && !values.has(JSON.stringify(initial))) {
        say('an initial option must be one of the options, exactly');
      }
    }
  }
}

function table(block: Loose, say: Say): void {
  const rows = asList(block.rows);
  if (rows.length === 0 || rows.length > 100) say('a table has 1 to 100 rows');
  if (rows.some((row) => asList(row).length > 20)) say('a table row has at most 20 cells');
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
