import type { Excerpt, QuotedStatement } from '../../answer/answer.ts';
import { contextButton } from './buttons.ts';
import { citationLine, spokenCitation } from './citation-line.ts';
import type { Piece } from './pages.ts';
import { note } from './plain.ts';
import { isolated, quoted, richText, section, words } from './rich-text.ts';

/** An excerpt, the matched sentences bold, and where it stands. */
export function excerptPiece(excerpt: Excerpt, number: number): Piece {
  const by = excerpt.speaker === undefined ? '' : ` · quotes ${excerpt.speaker}`;
  const citation = citationLine(excerpt, [words(`${number}. `, { bold: true })]);
  return {
    blocks: [
      richText(quoted(excerpt.text, excerpt.start, excerpt.highlights), citation),
      ...(by === '' ? [] : [note(by.slice(3))]),
    ],
    spoken: [`${number}. ${excerpt.text} — ${spokenCitation(excerpt)}`],
    buttons: contextButton(number, excerpt, excerpt.title),
  };
}

/** The words of a speaker, the name and role as the article gives them. */
export function quotePiece(statement: QuotedStatement, number?: number): Piece {
  const lead = number === undefined ? [] : [words(`${number}. `, { bold: true })];
  return {
    blocks: [
      richText(
        quoted(statement.text, statement.start, []),
        section(...speakerWords(statement)),
        citationLine(statement, lead),
      ),
    ],
    spoken: [`${spokenSpeaker(statement)}: ${statement.text} — ${spokenCitation(statement)}`],
    ...(number === undefined ? {} : { buttons: contextButton(number, statement, statement.title) }),
  };
}

function speakerWords(statement: QuotedStatement) {
  const { speaker, role, kind } = statement;
  if (speaker === undefined || speaker === '') return [words('— unattributed', { italic: true })];
  return [
    words('— '),
    ...isolated(speaker, words(speaker, { bold: true })),
    ...(role === undefined || role === '' ? [] : [words(', '), ...isolated(role, words(role))]),
    ...(kind === 'indirect' ? [words(' (reported, not quoted)')] : []),
  ];
}

function spokenSpeaker({ speaker, role }: QuotedStatement): string {
  if (speaker === undefined || speaker === '') return 'Unattributed';
  return role ? `${speaker}, ${role}` : speaker;
}

/** Stands in for a piece that no message can hold: it is not cut, it is opened in the modal. */
export function tooLargePiece(piece: Piece): Piece {
  const line = 'One excerpt is too long for a message: open it with its Context button.';
  const withoutButton = 'One excerpt is too long for a message: open the article to read it.';
  const told = (piece.buttons?.length ?? 0) > 0 ? line : withoutButton;
  return { ...piece, blocks: [note(told)], spoken: [told] };
}
