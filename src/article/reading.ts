import type { Region } from './article.ts';
import { bareSubjects } from './bare-subjects.ts';
import { blocks, outsideRegions } from './blocks.ts';
import type { CueLinks } from './cue-links.ts';
import { cueLinks } from './cue-links.ts';
import type { Mention } from './mention.ts';
import { mentions } from './mentions.ts';
import type { Parties } from './parties.ts';
import { parties } from './parties.ts';
import type { QuoteMarks } from './quote-marks.ts';
import { quoteMarks } from './quote-marks.ts';
import type { Span } from './span.ts';
import type { Turn } from './transcript.ts';
import { transcript } from './transcript.ts';
import type { Words } from './words.ts';
import { words } from './words.ts';

/** All that is known of a body before its quotes are attributed. */
export interface Reading {
  readonly body: string;
  readonly words: Words;
  readonly quotes: readonly QuoteMarks[];
  readonly mentions: readonly Mention[];
  readonly links: CueLinks;
  readonly parties: Parties;
  /** Turns of a dialogue; their blocks hold no quotes. */
  readonly turns: readonly Turn[];
}

const UNREAD = new Set(['teaser', 'caption', 'credit', 'boilerplate', 'reference', 'markup']);

/** Everything that attribution needs to know of a body: its quotations, words, mentions and parties. */
export function read(body: string, regions: readonly Region[] = []): Reading {
  const unread = regions.filter((region) => UNREAD.has(region.kind));
  const parts: Span[] = [];
  for (const block of blocks(body)) {
    if (unread.length === 0) parts.push(block);
    else parts.push(...outsideRegions(block, unread));
  }
  const turns = transcript(body, parts);
  const spoken = new Set(turns.map((turn) => turn.block));
  // The words of a turn are one quotation; marks inside it are part of it.
  const quotes = quoteMarks(body, parts).filter((quote) => !spoken.has(quote.block));
  const tokens = words(body, parts, quotes);
  const known = mentions(tokens);
  const named = [...known, ...bareSubjects(tokens, known)].sort(
    (a, b) => a.last - b.last || a.first - b.first,
  );
  return {
    body,
    words: tokens,
    quotes,
    mentions: named,
    links: cueLinks(tokens, named),
    parties: parties(tokens, named),
    turns,
  };
}
