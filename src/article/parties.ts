import { reports } from './cues.ts';
import type { Mention } from './mentions.ts';
import { isDescription, isName, MentionType } from './mentions.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Who is who: mentions grouped into parties. */
export interface Parties {
  /** Party of each mention; -1 for a pronoun that nothing resolves. */
  readonly of: readonly number[];
  /** Best mention of each party: its fullest name, the first such. */
  readonly fullest: readonly number[];
  /** Number of mentions by name. */
  readonly count: readonly number[];
}

interface Party {
  fullest: number;
  words: number;
  count: number;
  male: number;
  female: number;
  institution: boolean;
  /** Sentence and subject position of the latest mention. */
  sentence: number;
  block: number;
  salience: number;
}

/** Blocks that a pronoun may reach back over. */
const REACH = 4;
/** People of one surname told apart by their given names; bounds the work on hostile input. */
const NAMESAKES = 40;
/** Latest parties tried for a pronoun. */
const RECENT = 12;

/**
 * Groups names by the rules that newspapers keep: the full name first, then the surname; an acronym for
 * the long form. Pronouns go to the latest party that agrees in number and gender, subjects first (a
 * simplified form of the salience order of Lappin and Leass 1994).
 */
export function parties(words: Words, mentions: readonly Mention[]): Parties {
  const all: Party[] = [];
  const of: number[] = new Array(mentions.length).fill(-1);
  const byKey = new Map<string, number>();
  const bySurname = new Map<string, number[]>();
  const byGiven = new Map<string, number>();
  const byInitials = new Map<string, number>();

  // Full forms first: a headline's or caption's surname stands before the full name.
  mentions.forEach((mention, index) => {
    if (mention.type !== MentionType.fullName && mention.type !== MentionType.institution) return;
    const parts = mention.key.split(' ');
    if (mention.type === MentionType.institution) {
      if (!byKey.has(mention.key)) {
        byKey.set(mention.key, all.length);
        all.push(newParty(index, parts.length, true));
        if (parts.length > 1) addInitials(parts, all.length - 1, byInitials);
      }
      return;
    }
    const surname = surnameOf(parts);
    const given = parts[0]!;
    const same = bySurname.get(surname) ?? [];
    let party = same.slice(0, NAMESAKES).find((id) => {
      const other = mentions[all[id]!.fullest]!.key.split(' ')[0]!;
      return other === given || (other[0] === given[0] && (other.length <= 2 || given.length <= 2));
    });
    if (party === undefined) {
      party = all.length;
      all.push(newParty(index, parts.length, false));
      same.push(party);
      bySurname.set(surname, same);
      if (!byGiven.has(given)) byGiven.set(given, party);
    } else if (parts.length > all[party]!.words) {
      all[party]!.fullest = index;
      all[party]!.words = parts.length;
    }
    byKey.set(mention.key, party);
    gender(words, mention, all[party]!);
  });
  for (const [initials, id] of byInitials) {
    if (byKey.has(initials)) byKey.set(initials, id);
  }

  const recent: number[] = [];
  mentions.forEach((mention, index) => {
    let party = -1;
    if (isName(mention)) {
      party = named(mention, byKey, bySurname, byGiven, byInitials, recent);
      if (party < 0) {
        party = all.length;
        all.push(newParty(index, 1, mention.type === MentionType.institution));
        byKey.set(mention.key, party);
      }
      if (mention.type !== MentionType.institution) gender(words, mention, all[party]!);
    } else if (isDescription(mention) || mention.type === MentionType.bare) {
      const key = `#${mention.key}`;
      const same = inApposition(words, mentions, index);
      if (same >= 0 && same < index) party = of[same]!;
      else if (same >= 0)
        party = named(mentions[same]!, byKey, bySurname, byGiven, byInitials, recent);
      else party = byKey.get(key) ?? -1;
      if (party < 0) {
        party = all.length;
        all.push(newParty(index, 0, mention.type >= MentionType.group));
        byKey.set(key, party);
      }
      gender(words, mention, all[party]!);
    } else if (mention.type === MentionType.relative) {
      party = antecedentOfRelative(words, mentions, of, index);
    } else if (mention.type !== MentionType.first) {
      party = antecedent(words, mentions, mention, all, recent);
    }
    of[index] = party;
    if (party < 0) return;
    const entry = all[party]!;
    if (isName(mention)) entry.count++;
    if (mention.type === MentionType.relative) return;
    entry.sentence = words.sentence[mention.first]!;
    entry.block = words.block[mention.first]!;
    entry.salience = salience(words, mention);
    const at = recent.indexOf(party);
    if (at >= 0) recent.splice(at, 1);
    recent.push(party);
    if (recent.length > RECENT) recent.shift();
  });
  return { of, fullest: all.map((p) => p.fullest), count: all.map((p) => p.count) };
}

/** Tokens between a description and the name that it stands in apposition to. */
const APPOSITION = 12;

/**
 * The name that a description goes with: "Mir, a senior expert" or "the secretary general of the
 * conference, Mir,". Index of the mention, or -1.
 */
function inApposition(words: Words, mentions: readonly Mention[], index: number): number {
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

function newParty(index: number, size: number, institution: boolean): Party {
  return {
    fullest: index,
    words: size,
    count: 0,
    male: 0,
    female: 0,
    institution,
    sentence: -100,
    block: -100,
    salience: 0,
  };
}

/** Acronyms of a long form, with and without its small words and a leading country. */
function addInitials(
  parts: readonly string[],
  party: number,
  byInitials: Map<string, number>,
): void {
  const big = parts.filter((part) => !/^(?:of|for|the|and|on|&)$/.test(part));
  const letters = big.map((part) => part[0]).join('');
  const all = parts
    .filter((part) => part !== 'the')
    .map((part) => part[0])
    .join('');
  for (const initials of [letters, letters.slice(1), all, all.slice(1)]) {
    if (initials.length > 1 && !byInitials.has(initials)) byInitials.set(initials, party);
  }
}

function surnameOf(parts: readonly string[]): string {
  const last = parts.at(-1)!;
  return /^(?:jr|sr|ii|iii|iv)$/.test(last) && parts.length > 2 ? parts.at(-2)! : last;
}

function named(
  mention: Mention,
  byKey: ReadonlyMap<string, number>,
  bySurname: ReadonlyMap<string, readonly number[]>,
  byGiven: ReadonlyMap<string, number>,
  byInitials: ReadonlyMap<string, number>,
  recent: readonly number[],
): number {
  const parts = mention.key.split(' ');
  if (parts.length === 1 && mention.type !== MentionType.institution) {
    const same = bySurname.get(mention.key);
    if (same) {
      for (let k = recent.length - 1; k >= 0; k--) if (same.includes(recent[k]!)) return recent[k]!;
      return same[0]!;
    }
  }
  const exact = byKey.get(mention.key);
  if (exact !== undefined) return exact;
  if (parts.length === 1)
    return byGiven.get(mention.key) ?? byInitials.get(mention.key.replaceAll('.', '')) ?? -1;
  return -1;
}

function gender(words: Words, mention: Mention, party: Party): void {
  for (let k = mention.first; k <= mention.last; k++) {
    // A surname that is also a given name ("Jordan", "Kelly") says nothing.
    if (k === mention.last && mention.name < mention.last) break;
    const bits = words.bits[k]!;
    if (bits & Word.male) party.male++;
    if (bits & Word.female) party.female++;
  }
}

function salience(words: Words, mention: Mention): number {
  let value = 0;
  if (words.sentenceStart[words.sentence[mention.first]!] === mention.first) value += 1;
  const before = mention.first - 1;
  if (before >= 0 && words.sentence[before] === words.sentence[mention.first]) {
    if (words.bits[before]! & Word.preposition) value -= 0.8;
  }
  const after = mention.last + 1;
  if (reports(words.cue[after])) value += 0.8;
  if (mention.possessive) value -= 0.3;
  return value;
}

function antecedent(
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
function antecedentOfRelative(
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
