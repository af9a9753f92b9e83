import type { RichTextBlock, TableBlock } from '@slack/types';
import type { Figures } from '../../answer/desk.ts';
import type { Asking } from '../asking.ts';
import { characters, LIMITS } from '../limits.ts';
import { feedbackButtons, moreButton, shareButton } from './buttons.ts';
import { fromSources, spokenCitation } from './citation-line.ts';
import type { Message } from './message.ts';
import { notCoveredView } from './not-covered-view.ts';
import type { Place } from './place.ts';
import { heading, note, notes } from './plain.ts';
import { citedAddress, isolated, link, richText, section, verbatim, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';
import { spoken } from './spoken.ts';
import { counted, versionLine } from './standing-lines.ts';

const ROWS_SHOWN = 12;
/** Of the message's budget, for head, foot and buttons. */
const RESERVE = 1200;

type Row = Figures['rows'][number];

/** The rows that `figuresView` shows. */
export function shownOfFigures(figures: Figures, asking: Asking): readonly Row[] {
  return figures.outcome === 'not-covered' ? [] : fitting(figures.rows.slice(asking.offset));
}

/**
 * Sentences with numbers, as a table: the number, its sentence, date and source. Rows that do not fit
 * follow with "More".
 * @see https://docs.slack.dev/reference/block-kit/blocks/table-block
 */
export function figuresView(figures: Figures, asking: Asking, place: Place): readonly Message[] {
  const rest = figures.rows.slice(asking.offset);
  if (figures.outcome === 'not-covered' || rest.length === 0) {
    return [notCoveredView(figures, asking, place)];
  }
  const shown = shownOfFigures(figures, asking);
  const left = rest.length - shown.length;
  const next = { ...asking, offset: asking.offset + shown.length };
  const matched = figures.matchedVia.map((via) => `Matched: ${via}`);
  const count = counted(figures.rows.length, 'sentence with figures', 'sentences with figures');
  const buttons = [
    ...(left > 0 ? moreButton(next, figures.corpus, left) : []),
    ...(place === 'private' ? shareButton(asking, figures.corpus) : []),
  ];
  const table: TableBlock = {
    type: 'table',
    rows: [HEAD, ...shown.map(cells)],
    column_settings: [{ is_wrapped: true }, { is_wrapped: true }, {}, { is_wrapped: true }],
  };
  return [
    {
      text: spoken([
        `${count} for “${asking.question}”.`,
        ...matched,
        ...shown.map((row) => `${figuresOf(row).join(', ')}: ${row.text} — ${spokenCitation(row)}`),
      ]),
      blocks: [
        heading(`Figures: ${asking.question}`),
        ...notes([...matched, count]),
        table,
        ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
        note(versionLine(figures.corpus)),
        ...feedbackButtons(asking, figures.corpus),
      ],
    },
  ];
}

const HEAD = ['Figure', 'Sentence', 'Date', 'Source'].map((name) =>
  richText(section(words(name, { bold: true }))),
);

function cells(row: Row): RichTextBlock[] {
  const title = row.title || row.articleId;
  const publisher = row.publisher === undefined ? '' : `, ${row.publisher}`;
  return [
    richText(section(words(figuresOf(row).join('\n'), { bold: true }))),
    richText(section(...verbatim(row.text, row.start, row.figureSpans))),
    richText(section(words(dateOf(row)))),
    richText(
      section(
        ...isolated(title, link(title, citedAddress(row))),
        words(`${publisher} · ¶\u00a0${row.paragraph}`),
        ...(row.sources.length > 0 ? [words('\nfrom: '), ...fromSources(row.sources, 1)] : []),
      ),
    ),
  ];
}

function figuresOf({ text, start, figureSpans }: Row): readonly string[] {
  return figureSpans.map((span) => text.slice(span.start - start, span.end - start));
}

/** The date that the sentence belongs to; where that is only the article's or its source's, so it says. */
function dateOf({ date, datedBy }: Row): string {
  if (date === undefined) return '–';
  const how = { words: '', paragraph: '', source: '\n(source)', publication: '\n(published)' };
  return `${shortDate(date)}${how[datedBy ?? 'words']}`;
}

/** As many rows as one message holds, at least one. */
function fitting(rows: readonly Row[]): readonly Row[] {
  let left = LIMITS.messageBudget - RESERVE;
  const shown: Row[] = [];
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    left -= characters(cells(row));
    if (left < 0 && shown.length > 0) break;
    shown.push(row);
  }
  return shown;
}
