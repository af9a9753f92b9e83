import { initialRaw } from '../payloads/state-values.ts';
import type { Drawing } from './drawing.ts';
import { type Html, html, type Part, safeUrl } from './html.ts';
import { plainText, textObject } from './text.ts';

type Loose = Record<string, unknown>;

/** Which control it is, for the page's script. `labelledby`: ids of what names and describes it. */
export interface Place {
  readonly blockId: string;
  /** Prefix of ids, unique in the page. */
  readonly id: string;
  /** The control acts when it changes, instead of waiting for the dialog's submit. */
  readonly acts: boolean;
  readonly label?: string;
  readonly describedBy?: string;
  readonly required?: boolean;
}

/** An interactive element. Clicks and changes are handled by the page's script, by these data attributes. */
export function control(element: Loose, place: Place, drawing: Drawing): Html {
  switch (element.type) {
    case 'button':
      return button(element, place, drawing);
    case 'icon_button':
      return html`<button type="button" class="button" ${data(element, place)}>${textObject(element.text, drawing)}</button>`;
    case 'feedback_buttons':
      return feedback(element, place, drawing);
    case 'overflow':
      return overflow(element, place, drawing);
    case 'checkboxes':
    case 'multi_static_select':
      return choices(element, place, 'checkbox', options(element), drawing);
    case 'radio_buttons':
      return choices(element, place, 'radio', options(element), drawing);
    case 'multi_users_select':
      return choices(element, place, 'checkbox', people(drawing), drawing);
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return choices(element, place, 'checkbox', channels(drawing), drawing);
    case 'static_select':
      return select(element, place, options(element), drawing);
    case 'users_select':
      return select(element, place, people(drawing), drawing);
    case 'conversations_select':
    case 'channels_select':
      return select(element, place, channels(drawing), drawing);
    case 'datepicker':
      return input(element, place, 'date');
    case 'timepicker':
      return input(element, place, 'time');
    case 'number_input':
      return input(element, place, 'number');
    case 'email_text_input':
      return input(element, place, 'email');
    case 'url_text_input':
      return input(element, place, 'url');
    case 'plain_text_input':
      return element.multiline === true ? textarea(element, place) : input(element, place, 'text');
    default:
      return html`<span class="undrawn">The preview does not draw <code>${String(element.type)}</code>.</span>`;
  }
}

function button(element: Loose, place: Place, drawing: Drawing): Html {
  const style = element.style === undefined ? '' : ` button-${String(element.style)}`;
  const label = element.accessibility_label;
  const named = typeof label === 'string' ? html`aria-label="${label}"` : '';
  const url = safeUrl(element.url);
  const words = textObject(element.text, drawing);
  const marks = html`class="button${style}" ${data(element, place)} ${named} ${confirm(element)}`;
  return url
    ? html`<a href="${url}" target="_blank" rel="noreferrer noopener" ${marks}>${words}</a>`
    : html`<button type="button" ${marks}>${words}</button>`;
}

function feedback(element: Loose, place: Place, drawing: Drawing): Html {
  const pressed = drawing.pressed?.get(String(element.action_id));
  const one = (side: unknown) => {
    const { text, value, accessibility_label } = (side ?? {}) as Loose;
    const label = accessibility_label ?? plainText(text);
    return html`<button type="button" class="button button-quiet" ${data(element, place)} data-value="${String(value)}" aria-label="${String(label)}" aria-pressed="${String(pressed === value)}">${textObject(text, drawing)}</button>`;
  };
  return html`<span class="feedback">${one(element.positive_button)}${one(element.negative_button)}</span>`;
}

function overflow(element: Loose, place: Place, drawing: Drawing): Html {
  const items = options(element).map(
    (option) =>
      html`<li><button type="button" ${data(element, place)} data-value="${option.value}" ${confirm(element)}>${textObject(option.text, drawing)}</button></li>`,
  );
  return html`<details class="menu"><summary aria-label="More actions">⋯</summary><ul>${items}</ul></details>`;
}

interface Choice {
  readonly value: string;
  readonly text: unknown;
  readonly description?: unknown;
}

function choices(
  element: Loose,
  place: Place,
  kind: 'checkbox' | 'radio',
  offered: readonly Choice[],
  drawing: Drawing,
): Html {
  const chosen = new Set(initialRaw(element));
  const rows = offered.map(
    (
      one,
    ) => html`<label class="choice"><input type="${kind}" name="${place.id}" value="${one.value}" ${chosen.has(one.value) && html`checked`}>
      <span>${textObject(one.text, drawing)}${one.description ? html`<small>${textObject(one.description, drawing)}</small>` : ''}</span></label>`,
  );
  // A group of checkboxes cannot be required as one (ARIA): its label says what is optional.
  const named = naming(kind === 'radio' ? place : { ...place, required: false });
  return html`<div class="choices" role="${kind === 'radio' ? 'radiogroup' : 'group'}" ${data(element, place)} ${named}>${rows}</div>`;
}

function select(element: Loose, place: Place, offered: readonly Choice[], drawing: Drawing): Html {
  const preset = element.default_to_current_conversation === true && drawing.openedIn;
  const [chosen] = preset ? [preset] : initialRaw(element);
  const row = (one: Choice) =>
    html`<option value="${one.value}" ${one.value === chosen && html`selected`}>${plainText(one.text)}</option>`;
  const groups = (element.option_groups ?? []) as Loose[];
  const rows: Part =
    groups.length === 0
      ? offered.map(row)
      : groups.map(
          (group) =>
            html`<optgroup label="${plainText(group.label)}">${options(group).map(row)}</optgroup>`,
        );
  const placeholder = plainText(element.placeholder) || 'Choose…';
  return html`<select ${data(element, place)} ${naming(place)} ${confirm(element)}><option value="">${placeholder}</option>${rows}</select>`;
}

function input(element: Loose, place: Place, type: string): Html {
  const [value = ''] = initialRaw(element);
  return html`<input type="${type}" value="${value}" ${data(element, place)} ${naming(place)} ${bounds(element)}>`;
}

function textarea(element: Loose, place: Place): Html {
  const [value = ''] = initialRaw(element);
  return html`<textarea rows="4" ${data(element, place)} ${naming(place)} ${bounds(element)}>${value}</textarea>`;
}

function bounds(element: Loose): Part {
  const placeholder = plainText(element.placeholder);
  return [
    placeholder && html` placeholder="${placeholder}"`,
    element.max_length !== undefined && html` maxlength="${String(element.max_length)}"`,
    element.is_decimal_allowed === true && html` step="any"`,
  ];
}

function naming(place: Place): Html {
  const named = place.label ? html`aria-labelledby="${place.label}"` : '';
  const described = place.describedBy ? html` aria-describedby="${place.describedBy}"` : '';
  return html`id="${place.id}" ${named}${described}${place.required && html` aria-required="true"`}`;
}

function data(element: Loose, place: Place): Html {
  return html`data-block="${place.blockId}" data-action="${String(element.action_id)}" data-kind="${String(element.type)}" ${place.acts && html`data-acts`}`;
}

/** What the page asks before it sends the action. */
function confirm(element: Loose): Part {
  const ask = element.confirm as Loose | undefined;
  if (!ask) return '';
  const asked = ['title', 'text', 'confirm', 'deny'].map((key) => [key, plainText(ask[key])]);
  return html`data-confirm="${JSON.stringify(Object.fromEntries(asked))}"`;
}

function options(element: Loose): Choice[] {
  return ((element.options ?? []) as Loose[]).map((option) => ({
    value: String(option.value),
    text: option.text,
    description: option.description,
  }));
}

function channels(drawing: Drawing): Choice[] {
  return drawing.channels.map((one) => ({ value: one.id, text: { text: `#${one.name}` } }));
}

function people(drawing: Drawing): Choice[] {
  return drawing.people.map((one) => ({ value: one.id, text: { text: one.name } }));
}
