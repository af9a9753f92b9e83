import type { KnownBlock } from '@slack/types';
import { characters, LIMITS } from './limits.ts';
import { richTextProblems } from './rich-text-limits.ts';

type Loose = Record<string, unknown>;

/** What Slack would refuse in one block. */
export function elementProblems(
  block: KnownBlock,
  surface: 'message' | 'modal' | 'home',
): readonly string[] {
  switch (block.type) {
    case 'header':
      return textProblems('text', block.text, LIMITS.header, 'plain_text');
    case 'divider':
      return [];
    case 'rich_text':
      return richTextProblems(block);
    case 'section': {
      const fields = block.fields ?? [];
      const problems = fields.flatMap((field) => textProblems('field', field, LIMITS.sectionField));
      if (block.text) problems.push(...textProblems('text', block.text, LIMITS.sectionText));
      if (!block.text && fields.length === 0) problems.push('neither text nor fields');
      if (fields.length > LIMITS.sectionFields) problems.push(`${fields.length} fields`);
      if (block.accessory) problems.push(...controlProblems(block.accessory as unknown as Loose));
      return problems;
    }
    case 'context': {
      const problems = counted('elements', block.elements.length, LIMITS.contextElements);
      for (const element of block.elements) {
        if (element.type === 'image') problems.push(...altProblems(element.alt_text));
        else problems.push(...textProblems('element', element, LIMITS.sectionText));
      }
      return problems;
    }
    case 'image':
      return altProblems(block.alt_text);
    case 'actions':
      return controlsProblems(block.elements as unknown as Loose[], LIMITS.actionsElements);
    case 'context_actions':
      if (surface !== 'message') return [`not allowed in a ${surface}`];
      return controlsProblems(block.elements as unknown as Loose[], LIMITS.contextActions);
    case 'input': {
      const element = block.element as unknown as Loose;
      const problems = textProblems('label', block.label, LIMITS.inputLabel, 'plain_text');
      if (surface === 'message') problems.push('inputs belong in modals');
      if (block.hint) {
        problems.push(...textProblems('hint', block.hint, LIMITS.inputLabel, 'plain_text'));
      }
      return [...problems, ...controlProblems(element)];
    }
    case 'table':
      return tableProblems(block.rows as unknown as Loose[][], block);
    default:
      return ['a block type that this app does not use'];
  }
}

function tableProblems(rows: readonly Loose[][], block: unknown): string[] {
  const problems = counted('rows', rows.length, LIMITS.tableRows);
  const size = characters(block);
  if (size > LIMITS.tableCharacters) problems.push(`${size} characters`);
  for (const row of rows) {
    problems.push(...counted('cells', row.length, LIMITS.tableCells));
    for (const cell of row) {
      if (cell.type === 'rich_text') problems.push(...richTextProblems(cell as never));
      else if (cell.type === 'raw_text' && cell.text === '') problems.push('an empty cell');
    }
  }
  return problems;
}

function controlsProblems(elements: readonly Loose[], most: number): string[] {
  const problems = counted('elements', elements.length, most);
  const ids = elements.map((element) => element.action_id);
  for (const [index, id] of ids.entries()) {
    if (id !== undefined && ids.indexOf(id) !== index) problems.push(`action_id “${id}” twice`);
  }
  return [...problems, ...elements.flatMap(controlProblems)];
}

/** A button, select, choice or input element. */
function controlProblems(element: Loose): string[] {
  const problems: string[] = [];
  const id = element.action_id;
  if (typeof id !== 'string' || id === '') problems.push(`${element.type} without action_id`);
  else if (id.length > LIMITS.id) problems.push(`action_id over ${LIMITS.id}`);
  if (element.type === 'button') problems.push(...buttonProblems(element));
  if (element.type === 'feedback_buttons') {
    problems.push(...buttonProblems(element.positive_button as Loose));
    problems.push(...buttonProblems(element.negative_button as Loose));
  }
  if (element.placeholder) {
    problems.push(...textProblems('placeholder', element.placeholder, LIMITS.placeholder));
  }
  if (String(element.initial_value ?? '').length > LIMITS.inputInitial) {
    problems.push(`initial_value over ${LIMITS.inputInitial}`);
  }
  const options = element.options as readonly Loose[] | undefined;
  if (options !== undefined) {
    const few = element.type === 'checkboxes' || element.type === 'radio_buttons';
    problems.push(...counted('options', options.length, few ? LIMITS.choices : LIMITS.options));
    for (const option of options) {
      problems.push(...textProblems('option', option.text, LIMITS.optionText));
      if (String(option.value).length > LIMITS.optionText)
        problems.push('an option value too long');
    }
  }
  return problems;
}

function buttonProblems(button: Loose): string[] {
  const problems = textProblems('button', button.text, LIMITS.buttonText, 'plain_text');
  const over = (key: string, most: number) => {
    const length = String(button[key] ?? '').length;
    if (length > most) problems.push(`button ${key}: ${length} characters, at most ${most}`);
  };
  over('value', LIMITS.buttonValue);
  over('url', LIMITS.url);
  over('accessibility_label', LIMITS.accessibilityLabel);
  if (button.confirm) {
    const confirm = button.confirm as Loose;
    problems.push(...textProblems('confirm title', confirm.title, LIMITS.confirmTitle));
    problems.push(...textProblems('confirm text', confirm.text, LIMITS.confirmText));
    problems.push(...textProblems('confirm', confirm.confirm, LIMITS.confirmButton));
    problems.push(...textProblems('confirm deny', confirm.deny, LIMITS.confirmButton));
  }
  return problems;
}

function textProblems(where: string, value: unknown, most: number, only?: 'plain_text'): string[] {
  const { type, text } = (value ?? {}) as { type?: string; text?: string };
  if (typeof text !== 'string' || text === '') return [`${where}: empty`];
  const problems: string[] = [];
  if (text.length > most) problems.push(`${where}: ${text.length} characters, at most ${most}`);
  if (only && type !== only) problems.push(`${where}: must be ${only}`);
  // A broadcast can only get into mrkdwn through words that were not escaped.
  if (type === 'mrkdwn' && /<!(channel|here|everyone|subteam)/.test(text)) {
    problems.push(`${where}: mrkdwn that would notify people`);
  }
  return problems;
}

function altProblems(alt: string | undefined): string[] {
  return alt ? [] : ['an image without alt_text'];
}

function counted(what: string, number: number, most: number): string[] {
  if (number === 0) return [`no ${what}`];
  return number > most ? [`${number} ${what}, at most ${most}`] : [];
}
