import type { Answer, Excerpt, QuotedStatement } from '../../answer/answer.ts';
import type { Asking } from '../asking.ts';
import { feedbackButtons, moreButton, shareButton } from './buttons.ts';
import { excerptPiece, quotePiece, tooLargePiece } from './excerpt-piece.ts';
import type { Message } from './message.ts';
import { notCoveredView } from './not-covered-view.ts';
import { type Frame, type Piece, pages } from './pages.ts';
import { continuedIn, type Place } from './place.ts';
import { heading, note, notes } from './plain.ts';
import { counted, coverageLine, versionLine } from './standing-lines.ts';

const QUOTES_SHOWN = 3;

/** What `answerView` shows of an answer, its pages taken together. */
export function shownOfAnswer(
  answer: Answer,
  asking: Asking,
): readonly (Excerpt | QuotedStatement)[] {
  if (answer.outcome === 'not-covered' || answer.excerpts.length === 0) return [];
  return [...answer.excerpts, ...quotesShown(answer, asking)];
}

function quotesShown(answer: Answer, asking: Asking): readonly QuotedStatement[] {
  return asking.offset > 0 ? [] : answer.quotes.slice(0, QUOTES_SHOWN);
}

/** An answer as messages: the first, and what continues it. */
export function answerView(answer: Answer, asking: Asking, place: Place): readonly Message[] {
  if (answer.outcome === 'not-covered' || answer.excerpts.length === 0) {
    return [notCoveredView(answer, asking, place)];
  }
  const matched = answer.matchedVia.map((via) => `Matched: ${via}`);
  const next = { ...asking, offset: asking.offset + answer.excerpts.length };
  const frame: Frame = {
    head: [
      heading(answer.canonicalName ?? asking.question),
      ...notes([...matched, ...answer.notes]),
    ],
    spoken: [
      `${counted(answer.excerpts.length, 'excerpt')} for “${asking.question}”.`,
      ...matched,
      ...answer.notes,
    ],
    buttons: [
      ...(answer.more > 0 ? moreButton(next, answer.corpus, answer.more) : []),
      ...(place === 'private' ? shareButton(asking, answer.corpus) : []),
    ],
    foot: [
      note(`${coverageLine(answer.coverage)} · ${versionLine(answer.corpus)}`),
      ...feedbackButtons(asking, answer.corpus),
    ],
    continued: continuedIn(place),
  };
  const excerpts = answer.excerpts.map((one, index) =>
    excerptPiece(one, asking.offset + index + 1),
  );
  const quotes = quotePieces(answer, quotesShown(answer, asking));
  return pages(frame, [...excerpts, ...quotes], tooLargePiece);
}

function quotePieces(answer: Answer, quotes: readonly QuotedStatement[]): readonly Piece[] {
  const shown = new Set(answer.excerpts.map((one) => `${one.articleId} ${one.paragraph}`));
  const pieces = quotes.map((quote) => {
    const withoutSources = shown.has(`${quote.articleId} ${quote.paragraph}`);
    return quotePiece(quote, { withoutSources });
  });
  const [first, ...others] = pieces;
  if (!first) return [];
  return [
    { ...first, blocks: [{ type: 'divider' }, note('Who said what'), ...first.blocks] },
    ...others,
  ];
}
