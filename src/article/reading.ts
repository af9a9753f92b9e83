import type { Region } from './article.ts';
import { blocks, outsideRegions } from './blocks.ts';
import { cueLinks } from './cue-links.ts';
import { mentions } from './mentions.ts';
import { parties } from './parties.ts';
import type { Reading } from './quote-candidates.ts';
import { quoteMarks } from './quote-marks.ts';
import type { Span } from './span.ts';
import { transcript } from './transcript.ts';
import { words } from './words.ts';

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
  const named = mentions(tokens);
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
