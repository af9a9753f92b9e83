import type { Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import { CueClass } from './cues.ts';
import type { Mention } from './mention.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words.ts';

export function bucket(value: number, limits: readonly number[]): number {
  let b = 0;
  while (b < limits.length && value > limits[b]!) b++;
  return b;
}

/** Of a mention's links the one whose cue stands nearest the quote, the quote's own sentence first. */
export function bestLink(
  reading: Reading,
  m: number,
  token: number,
  sentence: number,
): Link | undefined {
  const { words, links } = reading;
  let best: Link | undefined;
  let cost = Infinity;
  for (const link of links.byMention[m]!) {
    let c = Math.abs(link.cue - token);
    if (words.sentence[link.cue] !== sentence) c += 200;
    if (link.relation === Relation.object) c += 40;
    else if (link.relation >= Relation.shared && link.relation !== Relation.label) c += 8;
    if (link.kind === CueClass.weak) c += 6;
    else if (link.kind > CueClass.weak) c += 25;
    if (c < cost) {
      cost = c;
      best = link;
    }
  }
  return best;
}

/** 0 none, 1 elsewhere, 2 in the quote's sentence, 3 beside the quote. */
export function linkStrength(words: Words, link: Link | undefined, token: number): number {
  if (!link || link.relation === Relation.object) return 0;
  if (words.sentence[link.cue] !== words.sentence[token])
    return words.block[link.cue] === words.block[token] ? 1 : 0;
  if (link.kind > CueClass.weak) return 1;
  return Math.abs(link.cue - token) <= 5 && link.kind !== CueClass.weak ? 3 : 2;
}

/** 0-3 cue or speaker directly behind the quote … far behind; 4-7 before it; 8 another sentence. */
export function adjacency(words: Words, mention: Mention, link: Link, token: number): number {
  if (words.sentence[link.cue] !== words.sentence[token]) return 8;
  if (link.cue > token) {
    const nearest = mention.first > token ? Math.min(link.cue, mention.first) : link.cue;
    return bucket(nearest - token - 1, [1, 3, 7]);
  }
  const nearest = mention.first < token ? Math.max(link.cue, mention.last) : link.cue;
  return 4 + bucket(token - nearest - 1, [1, 4, 10]);
}

export function cuesBetween(reading: Reading, link: Link | undefined, token: number): number {
  if (!link) return 3;
  const { words } = reading;
  const from = Math.min(link.cue, token) + 1;
  const to = Math.min(Math.max(link.cue, token), from + 40);
  let count = 0;
  for (let k = from; k < to && count < 2; k++) {
    const cue = words.cue[k];
    if (cue && cue.kind < CueClass.think) count++;
  }
  return count;
}

/** "that" between the reporting word and the quote. */
export function thatFollows(words: Words, cue: number, token: number): boolean {
  for (let k = cue + 1; k < Math.min(token, cue + 14); k++)
    if (words.lower[k] === 'that') return true;
  return false;
}
