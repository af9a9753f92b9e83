import type { PeopleView } from '../answer/desk.ts';
import { quotedWords } from './answer.ts';
import { citationLine } from './citation.ts';
import { inert, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Who said what: one speaker's statements, or one row a speaker on a topic. */
export function peopleText(view: PeopleView, style: Style): string {
  if (view.outcome === 'not-covered') {
    const nearest =
      view.nearest.length > 0 ? ` Nearest topics: ${view.nearest.map(inert).join(', ')}.` : '';
    return wrap(
      `Not covered: no attributed statement by or on “${inert(view.question)}”.${nearest}`,
      style.width,
    );
  }
  const via =
    view.matchedVia.length > 0
      ? [style.dim(`matched via ${view.matchedVia.map(inert).join('; ')}`)]
      : [];
  const rows = view.rows.map(({ speaker, roles, statements }) => {
    const head = `${style.bold(inert(speaker))}${roles.length > 0 ? `, ${roles.map(inert).join('; ')}` : ''}`;
    const said = statements.map((statement) => {
      const kind = statement.kind === 'indirect' ? style.dim('[reported] ') : '';
      return [
        wrap(`${kind}${quotedWords(statement, style)}`, style.width, '  '),
        wrap(style.dim(`— ${citationLine(statement, style)}`), style.width, '  '),
      ].join('\n');
    });
    return [wrap(head, style.width), ...said].join('\n');
  });
  const silent =
    view.notQuoted.length > 0
      ? [
          wrap(
            style.dim(`Named but not quoted: ${view.notQuoted.map(inert).join(', ')}`),
            style.width,
          ),
        ]
      : [];
  return [...via, ...rows, ...silent].join('\n\n');
}
