import type { DigestSelection } from '../answer/desk.ts';
import { excerptText, quoteText } from './answer.ts';
import type { Style } from './style.ts';
import { inert } from './style.ts';

export function digestText(selection: DigestSelection, style: Style): string {
  if (selection.groups.length === 0) {
    return `Nothing new${selection.since ? ` since ${selection.since}` : ''}.`;
  }
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  const head = `${count(selection.articles, 'article')} from ${count(selection.publishers, 'publisher')}${selection.since ? `, since ${selection.since}` : ''}`;
  const groups = selection.groups.map(({ topic, items }) =>
    [
      style.bold(inert(topic)),
      ...items.map(({ excerpt, quote, sameWords }) =>
        [
          excerptText(sameWords ? { ...excerpt, sameWords } : excerpt, style),
          ...(quote ? [quoteText(quote, style)] : []),
        ].join('\n'),
      ),
    ].join('\n\n'),
  );
  return [head, ...groups].join('\n\n');
}
