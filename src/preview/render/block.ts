import type { AnyBlock, KnownBlock, RichTextBlock } from '@slack/types';
import { control } from './controls.ts';
import type { Drawing } from './drawing.ts';
import { type Html, html, type Part } from './html.ts';
import { richText } from './rich-text.ts';
import { textObject } from './text.ts';

type Loose = Record<string, unknown>;

/** What surrounds the block: ids must be unique in the page, headings must nest. */
export interface Surrounding {
  readonly prefix: string;
  readonly surface: 'message' | 'view';
  readonly errors?: Readonly<Record<string, string>>;
}

/**
 * A block as Slack draws it.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function block(any: AnyBlock, around: Surrounding, drawing: Drawing): Html {
  const one = any as KnownBlock;
  const blockId = String(one.block_id ?? '');
  const acting = (element: unknown, index: number): Part =>
    control(
      element as Loose,
      { blockId, id: `${around.prefix}-${blockId}-${index}`, acts: true },
      drawing,
    );
  switch (one.type) {
    case 'header':
      return html`<h3 class="block-header">${textObject(one.text, drawing)}</h3>`;
    case 'divider':
      return html`<hr>`;
    case 'rich_text':
      return richText(one, drawing);
    case 'section':
      return section(one as unknown as Loose, acting, drawing);
    case 'context':
      return html`<div class="block-context">${one.elements.map((element) =>
        element.type === 'image'
          ? image(element.alt_text)
          : html`<div>${textObject(element, drawing)}</div>`,
      )}</div>`;
    case 'context_actions':
    case 'actions':
      return html`<div class="block-actions">${(one.elements as unknown[]).map(acting)}</div>`;
    case 'image':
      return html`<figure>${image(one.alt_text)}</figure>`;
    case 'table':
      return table(
        one.rows as unknown as Loose[][],
        one.column_settings as Loose[] | undefined,
        drawing,
      );
    case 'input':
      return input(one as unknown as Loose, blockId, around, drawing);
    default:
      return html`<p class="undrawn">The preview does not draw <code>${one.type}</code> blocks.</p>`;
  }
}

function section(
  one: Loose,
  acting: (element: unknown, index: number) => Part,
  drawing: Drawing,
): Html {
  const accessory = one.accessory as Loose | undefined;
  const fields = (one.fields ?? []) as unknown[];
  return html`<div class="block-section"><div class="block-text">${one.text !== undefined && textObject(one.text, drawing)}${
    fields.length > 0 &&
    html`<div class="fields">${fields.map((field) => html`<div>${textObject(field, drawing)}</div>`)}</div>`
  }</div>${
    accessory?.type === 'image'
      ? image(String(accessory.alt_text))
      : accessory && html`<div class="accessory">${acting(accessory, 0)}</div>`
  }</div>`;
}

/** No picture is fetched from elsewhere: its words stand for it. */
function image(alt: string): Html {
  return html`<span class="image" role="img" aria-label="${alt}">🖼 ${alt}</span>`;
}

function table(
  rows: readonly (readonly Loose[])[],
  settings: readonly (Loose | undefined)[] | undefined,
  drawing: Drawing,
): Html {
  const cell = (one: Loose) =>
    one.type === 'rich_text'
      ? richText(one as unknown as RichTextBlock, drawing)
      : html`${String(one.text ?? one.value ?? '')}`;
  const align = (column: number) => `align-${String(settings?.[column]?.align ?? 'left')}`;
  const [head = [], ...body] = rows;
  return html`<div class="table" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${head.map(
    (one, column) => html`<th scope="col" class="${align(column)}">${cell(one)}</th>`,
  )}</tr></thead><tbody>${body.map(
    (row) =>
      html`<tr>${row.map((one, column) => html`<td class="${align(column)}">${cell(one)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

/** Controls that are a group of controls: their label cannot point at one. */
const GROUPS = /^(?:checkboxes|radio_buttons|multi_)/;

function input(one: Loose, blockId: string, around: Surrounding, drawing: Drawing): Html {
  const element = one.element as Loose;
  const id = `${around.prefix}-${blockId}`;
  const error = around.errors?.[blockId];
  const described = [one.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  const words = html`${textObject(one.label, drawing)}${one.optional === true && html` <span class="optional">(optional)</span>`}`;
  const group = GROUPS.test(String(element.type));
  return html`<div class="block-input" data-input="${blockId}">${
    group
      ? html`<div class="label" id="${id}-label">${words}</div>`
      : html`<label for="${id}" id="${id}-label">${words}</label>`
  }${control(
    element,
    {
      blockId,
      id,
      acts: one.dispatch_action === true,
      label: `${id}-label`,
      describedBy: described,
      required: one.optional !== true,
    },
    drawing,
  )}${one.hint !== undefined && html`<p class="hint" id="${id}-hint">${textObject(one.hint, drawing)}</p>`}<p class="error" id="${id}-error" role="alert">${error ?? ''}</p></div>`;
}
