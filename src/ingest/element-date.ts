import type { PageElement } from './dom/page-element.ts';
import { CHANGE, printedDays } from './printed-days.ts';
import { publishedDate } from './published-date.ts';

const ATTRIBUTES = [
  'datetime',
  'content',
  'title',
  'data-datetime',
  'data-published',
  'data-date',
  'data-timestamp',
  'data-time',
];

/** The first day that an element of the selectors states and that it does not call one of a change. */
export function elementDate(
  selectors: readonly string[],
  found: (selector: string) => readonly PageElement[],
): string | undefined {
  for (const selector of selectors) {
    for (const element of found(selector).slice(0, 3)) {
      const date = isChange(element) ? undefined : ownDate(element);
      if (date !== undefined) return date;
    }
  }
  return undefined;
}

/** Whether the words of an element or just before it call its day one of a change. */
function isChange(element: PageElement): boolean {
  const own = element.textContent;
  if (CHANGE.test(`${element.className} ${element.getAttribute('itemprop') ?? ''}`)) return true;
  if (own.length < 200 && CHANGE.test(own) && !/publish|posted|first/i.test(own)) return true;
  const around = element.parentElement?.textContent ?? '';
  if (around.length > 200 || own.trim() === '') return false;
  const before = around.slice(0, around.indexOf(own)).slice(-30);
  return CHANGE.test(before) && !/publish|posted/i.test(before);
}

function ownDate(element: PageElement): string | undefined {
  const values = [...ATTRIBUTES.map((name) => element.getAttribute(name)), element.textContent];
  for (const value of values) {
    if (!value || value.length > 200) continue;
    const date =
      publishedDate(value) ??
      publishedDate(/\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? '') ??
      printedDays(value)[0];
    if (date !== undefined && date.length >= 10) return date;
  }
  return undefined;
}
