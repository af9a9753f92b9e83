import { candidateFacts, speakerlessFacts } from './candidate-facts.ts';
import { bestLink, linkStrength } from './cue-distance.ts';
import type { Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import { quoteFacts } from './quote-facts.ts';
import type { Reading } from './reading.ts';
import { speakerlessWordFeatures, wordFeatures } from './word-features.ts';
import { Token } from './words.ts';

/** A mention that may be the speaker of a quote. */
export interface Candidate {
  /** Index of the mention, or -1: the quote has no speaker. */
  readonly mention: number;
  readonly link: Link | undefined;
  /** What is known of it, by `Fact`. */
  readonly facts: readonly number[];
  /** Buckets of the features that are made of words. */
  readonly words: readonly number[];
}

const BEFORE = 22;
const AFTER = 10;
const BLOCKS_BACK = 3;

/** The candidates of a quote, the speakerless one first. Their number is bounded. */
export function quoteCandidates(
  reading: Reading,
  index: number,
  /** Index of the first mention behind the quote's token. */
  split: number,
): readonly Candidate[] {
  const { words, quotes, mentions } = reading;
  const quote = quotes[index]!;
  const facts = quoteFacts(reading, index);
  const { token } = facts;
  const order: number[] = [];
  for (let m = split - 1; m >= 0 && split - m <= BEFORE; m--) {
    if (quote.block - words.block[mentions[m]!.first]! > BLOCKS_BACK) break;
    if (!isFragment(reading, m, quote.block)) order.push(m);
  }
  const before = order.length;
  let nextSentence = -1;
  for (let m = split; m < mentions.length && m - split < AFTER; m++) {
    const at = mentions[m]!.first;
    if (words.block[at]! > quote.block) {
      if (words.block[at]! > quote.block + 1) break;
      // Of the next block only its first sentence: a speaker further on speaks for something else.
      if (nextSentence < 0) nextSentence = words.sentence[words.blockStart[quote.block + 1]!]!;
      if (words.sentence[at] !== nextSentence) break;
    }
    if (!isFragment(reading, m, quote.block)) order.push(m);
  }
  const links: (Link | undefined)[] = [];
  let rival = 0;
  for (const m of order) {
    const link = bestLink(reading, m, token, words.sentence[token]!);
    links.push(link);
    rival = Math.max(rival, linkStrength(words, link, token));
  }
  const candidates: Candidate[] = [
    {
      mention: -1,
      link: undefined,
      facts: speakerlessFacts(reading, facts, rival),
      words: speakerlessWordFeatures(reading, facts),
    },
  ];
  order.forEach((m, at) => {
    const rank = at < before ? at : at - before;
    const link = links[at];
    candidates.push({
      mention: m,
      link,
      facts: candidateFacts(reading, facts, m, link, rank, rival),
      words: wordFeatures(reading, facts, m, link),
    });
  });
  return candidates;
}

/** Longest line without a verb, in tokens. */
const FRAGMENT = 6;

/** A name in a heading, a photo credit or another line without a verb speaks only if the line credits it. */
function isFragment(reading: Reading, m: number, block: number): boolean {
  const { words, mentions, links } = reading;
  const own = words.block[mentions[m]!.first]!;
  if (own === block) return false;
  const from = words.blockStart[own]!;
  const to = words.blockStart[own + 1] ?? words.length;
  if (to - from > FRAGMENT || words.lower[to - 1] === ':') return false;
  for (let k = from; k < to; k++) if (words.cue[k] || words.kind[k] === Token.quote) return false;
  return !links.byMention[m]!.some((link) => link.relation === Relation.credit);
}
