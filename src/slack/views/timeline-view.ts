import type { Timeline, TimelineEntry } from '../../answer/desk.ts';
import type { Asking } from '../asking.ts';
import { feedbackButtons, moreButton, shareButton } from './buttons.ts';
import { excerptPiece, tooLargePiece } from './excerpt-piece.ts';
import type { Message } from './message.ts';
import { notCoveredView } from './not-covered-view.ts';
import { type Piece, pages } from './pages.ts';
import { continuedIn, type Place } from './place.ts';
import { heading, note, notes } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';
import { counted, versionLine } from './standing-lines.ts';

const ENTRIES_SHOWN = 6;
/** Where an entry's date is from, when its own words do not state it. */
const DATED_BY = {
  words: '',
  paragraph: 'date given earlier in the paragraph',
  source: 'date of the source',
  publication: 'date of publication',
} as const;

/** The entries that `timelineView` shows. */
export function shownOfTimeline(timeline: Timeline, asking: Asking): readonly TimelineEntry[] {
  if (timeline.outcome === 'not-covered') return [];
  return timeline.entries.slice(asking.offset, asking.offset + ENTRIES_SHOWN);
}

/** Dated statements from old to new; where the words give no date, the article's stands and says so. */
export function timelineView(timeline: Timeline, asking: Asking, place: Place): readonly Message[] {
  if (timeline.outcome === 'not-covered' || timeline.entries.length === 0) {
    return [notCoveredView(timeline, asking, place)];
  }
  const shown = shownOfTimeline(timeline, asking);
  const left = timeline.entries.length - asking.offset - shown.length;
  const next = { ...asking, offset: asking.offset + shown.length };
  const matched = timeline.matchedVia.map((via) => `Matched: ${via}`);
  const count = `${counted(timeline.entries.length, 'entry', 'entries')}, oldest first`;
  const frame = {
    head: [heading(`Timeline: ${asking.question}`), ...notes([...matched, count])],
    spoken: [`Timeline for “${asking.question}”: ${count}.`, ...matched],
    buttons: [
      ...(left > 0 ? moreButton(next, timeline.corpus, left) : []),
      ...(place === 'private' ? shareButton(asking, timeline.corpus) : []),
    ],
    foot: [note(versionLine(timeline.corpus)), ...feedbackButtons(asking, timeline.corpus)],
    continued: continuedIn(place),
  };
  const pieces = shown.map((entry, index): Piece => {
    const date = entry.date === undefined ? 'No date given' : shortDate(entry.date);
    const how = DATED_BY[entry.datedBy ?? 'words'];
    const piece = excerptPiece(entry, asking.offset + index + 1);
    const day = richText(
      section(words(date, { bold: true }), ...(how === '' ? [] : [words(`  ${how}`)])),
    );
    return {
      ...piece,
      blocks: [day, ...piece.blocks],
      spoken: [`${how === '' ? date : `${date}, ${how}`}:`, ...piece.spoken],
    };
  });
  return pages(frame, pieces, tooLargePiece);
}
