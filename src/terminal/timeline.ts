import type { Figures, Timeline } from '../answer/desk.ts';
import { marked } from './answer.ts';
import { citationLine } from './citation.ts';
import { inert, type Style } from './style.ts';
import { wrap } from './wrap.ts';

export function timelineText(view: Timeline, style: Style): string {
  if (view.outcome === 'not-covered') return nothing('dated statement', view, style);
  return view.entries
    .map((entry) => {
      const who = entry.speaker ? `  ${inert(entry.speaker)}` : '';
      const how = style.dim(DATED_BY[entry.datedBy ?? 'words']);
      return [
        wrap(`${style.bold(entry.date ?? 'undated')}${how}${who}`, style.width),
        wrap(inert(entry.text), style.width, '  '),
        wrap(style.dim(`— ${citationLine(entry, style)}`), style.width, '  '),
      ].join('\n');
    })
    .join('\n\n');
}

const DATED_BY = {
  words: '',
  paragraph: ' (earlier in the paragraph)',
  source: ' (its source)',
  publication: ' (published)',
} as const;

export function figuresText(view: Figures, style: Style): string {
  if (view.outcome === 'not-covered') return nothing('sentence with a number', view, style);
  return view.rows
    .map((row) =>
      [
        `${style.bold(figuresOf(row).map(inert).join(' · '))}${row.date ? `  ${row.date}${style.dim(DATED_BY[row.datedBy ?? 'words'])}` : ''}`,
        wrap(marked(row.text, row, row.figureSpans, style), style.width, '  '),
        wrap(style.dim(`— ${citationLine(row, style)}`), style.width, '  '),
      ].join('\n'),
    )
    .join('\n\n');
}

function figuresOf({ text, start, figureSpans }: Figures['rows'][number]): readonly string[] {
  return figureSpans.map((span) => text.slice(span.start - start, span.end - start));
}

function nothing(what: string, view: Timeline | Figures, style: Style): string {
  const nearest =
    view.nearest.length > 0 ? ` Nearest topics: ${view.nearest.map(inert).join(', ')}.` : '';
  return wrap(`Not covered: no ${what} on “${inert(view.question)}”.${nearest}`, style.width);
}
