/** Markup that is safe to put in a page as it is. Only `html` makes it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Part = Html | string | number | null | undefined | false | readonly Part[];

/** A template whose values are escaped, unless they are markup already: nothing else writes HTML here. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  for (const [index, part] of parts.entries()) markup += toMarkup(part) + strings[index + 1];
  return new Html(markup);
}

function toMarkup(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (part === null || part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(toMarkup).join('');
  return escapeHtml(String(part));
}

/** For text and for attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The address, or undefined when a click on it could do anything but open a page. */
export function safeUrl(url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  return /^(?:https?|mailto):/i.test(url) && URL.canParse(url) ? url : undefined;
}
