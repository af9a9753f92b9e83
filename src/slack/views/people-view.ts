import type { QuotedStatement } from '../../answer/answer.ts';
import type { PeopleView, SpeakerRow } from '../../answer/desk.ts';
import type { Asking } from '../asking.ts';
import { feedbackButtons, moreButton, shareButton } from './buttons.ts';
import { quotePiece, tooLargePiece } from './excerpt-piece.ts';
import type { Message } from './message.ts';
import { notCoveredView } from './not-covered-view.ts';
import { type Piece, pages } from './pages.ts';
import { continuedIn, type Place } from './place.ts';
import { heading, note, notes } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { counted, versionLine } from './standing-lines.ts';

/** Statements in one answer; "More" shows the next ones. */
const STATEMENTS_SHOWN = 6;

/** The statements that `peopleView` shows. */
export function shownOfPeople(people: PeopleView, asking: Asking): readonly QuotedStatement[] {
  if (people.outcome === 'not-covered') return [];
  const all = people.rows.flatMap((row) => row.statements);
  return all.slice(asking.offset, asking.offset + STATEMENTS_SHOWN);
}

/** Who said what: one speaker's statements from old to new, or each speaker's on a topic. */
export function peopleView(people: PeopleView, asking: Asking, place: Place): readonly Message[] {
  const all = people.rows.flatMap((row) =>
    row.statements.map((statement, index) => ({ row, statement, first: index === 0 })),
  );
  if (people.outcome === 'not-covered' || all.length === 0) {
    return [notCoveredView(people, asking, place)];
  }
  const shown = all.slice(asking.offset, asking.offset + STATEMENTS_SHOWN);
  const left = all.length - asking.offset - shown.length;
  const next = { ...asking, offset: asking.offset + shown.length };
  const only = people.by === 'speaker' && people.rows.length === 1 ? people.rows[0] : undefined;
  const title = only ? only.speaker : `Who said what: ${asking.question}`;
  const matched = people.matchedVia.map((via) => `Matched: ${via}`);
  const about = only ? only.roles : [];
  const count = `${counted(all.length, 'statement')} by ${counted(people.rows.length, 'speaker')}`;
  const notQuoted =
    people.notQuoted.length === 0 ? [] : [`Named but not quoted: ${people.notQuoted.join(', ')}`];
  const frame = {
    head: [heading(title), ...notes([...matched, ...about, count])],
    spoken: [`${count} for “${asking.question}”.`, ...matched, ...about],
    buttons: [
      ...(left > 0 ? moreButton(next, people.corpus, left) : []),
      ...(place === 'private' ? shareButton(asking, people.corpus) : []),
    ],
    foot: [
      note(...notQuoted, versionLine(people.corpus)),
      ...feedbackButtons(asking, people.corpus),
    ],
    continued: continuedIn(place),
  };
  const pieces = shown.map(({ row, statement, first }, index): Piece => {
    const number = asking.offset + index + 1;
    const piece = quotePiece(statement, only ? { number } : { number, under: row.speaker });
    if (only || !(first || index === 0)) return piece;
    return { ...piece, blocks: [speakerBlock(row), ...piece.blocks] };
  });
  return pages(frame, pieces, tooLargePiece);
}

function speakerBlock(row: SpeakerRow) {
  const roles = row.roles.length === 0 ? [] : [words(`  ${row.roles.join('; ')}`)];
  return richText(section(words(row.speaker, { bold: true }), ...roles));
}
