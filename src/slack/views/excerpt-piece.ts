import type { RichTextElement } from '@slack/types';
import type { Excerpt, QuotedStatement } from '../../answer/answer.ts';
import type { SpanValue } from '../button-value.ts';
import { contextButton } from './buttons.ts';
import { citationLine, spokenCitation } from './citation-line.ts';
import type { Piece } from './pages.ts';
import { note } from './plain.ts';
import { isolated, quoted, richText, words } from './rich-text.ts';

/** An excerpt, the matched sentences bold, and where it stands. */
export function excerptPiece(excerpt: Excerpt, number: number): Piece {
  const citation = citationLine(excerpt, [words(`${number}. `, { bold: true })]);
  return {
    blocks: [richText(quoted(excerpt.text, excerpt.start, excerpt.highlights), citation)],
    spoken: [`${number}. ${excerpt.text} — ${spokenCitation(excerpt)}`],
    buttons: contextButton(number, markedSpan(excerpt), excerpt.title),
  };
}

/** What the context is shown around: the marked sentences, from the first to the last. */
function markedSpan({ articleId, start, end, highlights }: Excerpt): SpanValue {
  return {
    articleId,
    start: highlights[0]?.start ?? start,
    end: highlights.at(-1)?.end ?? end,
  };
}

export interface QuoteOptions {
  /** With a number there is a Context button. */
  readonly number?: number;
  /** The speaker's name already stands above: it is not repeated. */
  readonly under?: string;
  /** The paragraph's own sources are already named nearby. @default false */
  readonly withoutSources?: boolean;
}

/** The words of a speaker, the name and role as the article gives them. */
export function quotePiece(statement: QuotedStatement, options: QuoteOptions = {}): Piece {
  const { number, under, withoutSources = false } = options;
  const lead = number === undefined ? [] : [words(`${number}. `, { bold: true })];
  const speaker = speakerWords(statement, under);
  const cited = withoutSources ? { ...statement, sources: [] } : statement;
  const said = statement.within ?? statement;
  return {
    blocks: [
      richText(
        // A few quoted words are marked in their sentence: alone they would say little.
        quoted(said.text, said.start, statement.within ? [statement] : []),
        // One section: clients may set two of them on one line.
        citationLine(cited, speaker.length > 0 ? [...speaker, words('\n'), ...lead] : lead),
      ),
    ],
    spoken: [`${spokenSpeaker(statement)}: ${said.text} — ${spokenCitation(statement)}`],
    ...(number === undefined ? {} : { buttons: contextButton(number, statement, statement.title) }),
  };
}

function speakerWords(statement: QuotedStatement, under: string | undefined): RichTextElement[] {
  const { speaker, role, kind } = statement;
  if (speaker === undefined || speaker === '') return [words('— unattributed', { italic: true })];
  const name = speaker === under ? [] : isolated(speaker, words(speaker, { bold: true }));
  const parts = [
    name,
    role === undefined || role === '' ? [] : isolated(role, words(role)),
    kind === 'indirect' ? [words('reported, not quoted', { italic: true })] : [],
  ].filter((part) => part.length > 0);
  if (parts.length === 0) return [];
  const joined = parts.flatMap((part, index) => (index === 0 ? part : [words(', '), ...part]));
  return [words('— '), ...joined];
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
