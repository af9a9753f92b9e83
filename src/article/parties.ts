import { antecedent, antecedentOfRelative, inApposition } from './antecedents.ts';
import { reports } from './cues.ts';
import type { Mention } from './mention.ts';
import { isDescription, isName, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';

/** Who is who: mentions grouped into parties. */
export interface Parties {
  /** Party of each mention; -1 for a pronoun that nothing resolves. */
  readonly of: readonly number[];
  /** Best mention of each party: its fullest name, the first such. */
  readonly fullest: readonly number[];
  /** Number of mentions by name. */
  readonly count: readonly number[];
}

/** A party while the mentions are read. */
export interface Party {
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
  const places = placesOf(words, mentions);

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
      if (!places.has(surname)) bySurname.set(surname, same);
      if (words.bits[mention.name]! & (Word.male | Word.female) && !byGiven.has(given))
        byGiven.set(given, party);
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

/** Words that stand for places: "in X" somewhere in the text, or known. "Movement X" is then not called X. */
function placesOf(words: Words, mentions: readonly Mention[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { last, name, possessive } of mentions) {
    const lower = words.lower[last]!;
    if (words.bits[last]! & Word.place) places.add(lower);
    if (name !== last || possessive) continue;
    const before = words.lower[name - 1];
    if (before === 'in' || before === 'inside' || before === 'across' || before === 'throughout')
      places.add(lower);
  }
  return places;
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
