import type { Mention } from './mention.ts';
import { MentionType } from './mention.ts';
import type { Party } from './parties.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Blocks that a pronoun may reach back over. */
const REACH = 4;

/** Tokens between a description and the name that it stands in apposition to. */
const APPOSITION = 12;

export function antecedent(
  words: Words,
  mentions: readonly Mention[],
  pronoun: Mention,
  all: readonly Party[],
  recent: readonly number[],
): number {
  const sentence = words.sentence[pronoun.first]!;
  const block = words.block[pronoun.first]!;
  let best = -1;
  let bestScore = -Infinity;
  for (let k = recent.length - 1; k >= 0; k--) {
    const party = all[recent[k]!]!;
    if (block - party.block > REACH) continue;
    const main = mentions[party.fullest]!;
    const score = agreement(pronoun, party, main);
    if (score === -Infinity) continue;
    const total =
      score +
      party.salience -
      0.9 * Math.min(4, sentence - party.sentence) -
      0.3 * (block - party.block) +
      Math.min(0.6, party.count * 0.06);
    if (total > bestScore) {
      best = recent[k]!;
      bestScore = total;
    }
  }
  return best;
}

function agreement(pronoun: Mention, party: Party, main: Mention): number {
  const singular = pronoun.type === MentionType.he || pronoun.type === MentionType.she;
  const { type } = main;
  if (singular) {
    if (party.institution || type >= MentionType.people) return -Infinity;
    const own = pronoun.type === MentionType.he ? party.male : party.female;
    const other = pronoun.type === MentionType.he ? party.female : party.male;
    if (other > own) return -Infinity;
    let score = own > other ? 1 : 0;
    if (type === MentionType.fullName) score += 1;
    else if (type === MentionType.surname) score += 0.6;
    else if (type === MentionType.person) score += 0.1;
    else if (type === MentionType.otherName) score -= 0.6;
    return score;
  }
  if (pronoun.type === MentionType.they)
    return type === MentionType.people ? 1 : type >= MentionType.institution ? 0.3 : -0.5;
  if (type === MentionType.fullName || type === MentionType.surname) return -Infinity;
  return type === MentionType.people || type === MentionType.person ? -Infinity : 0.5;
}

/** "X, who …": the mention that ends just before. */
export function antecedentOfRelative(
  words: Words,
  mentions: readonly Mention[],
  of: readonly number[],
  index: number,
): number {
  const mention = mentions[index]!;
  for (let k = index - 1; k >= Math.max(0, index - 3); k--) {
    const other = mentions[k]!;
    if (words.sentence[other.last] !== words.sentence[mention.first]) return -1;
    if (mention.first - other.last <= 3) return of[k]!;
  }
  return -1;
}

/**
 * The name that a description goes with: "Mir, a senior expert" or "the secretary general of the
 * conference, Mir,". Index of the mention, or -1.
 */
export function inApposition(words: Words, mentions: readonly Mention[], index: number): number {
  const mention = mentions[index]!;
  if (mention.type !== MentionType.person) return -1;
  const previous = mentions[index - 1];
  if (
    previous &&
    isPerson(previous) &&
    mention.first === previous.last + 2 &&
    words.lower[previous.last + 1] === ','
  )
    return index - 1;
  for (let k = index + 1; k < Math.min(mentions.length, index + 4); k++) {
    const next = mentions[k]!;
    if (next.first - mention.last > APPOSITION) return -1;
    if (words.sentence[next.first] !== words.sentence[mention.first]) return -1;
    if (!isPerson(next) || words.lower[next.first - 1] !== ',') continue;
    if (words.lower[next.last + 1] !== ',' && !words.cue[next.last + 1]?.finite) return -1;
    for (let t = mention.last + 1; t < next.first - 1; t++) {
      if (words.lower[t] === ',' || words.kind[t] === Token.quote || words.cue[t]?.finite)
        return -1;
    }
    return k;
  }
  return -1;
}

function isPerson(mention: Mention): boolean {
  return mention.type === MentionType.fullName || mention.type === MentionType.surname;
}
