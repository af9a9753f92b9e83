import { reports } from './cues.ts';
import { Word } from './name-words.ts';
import type { Span } from './span.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** How a party is mentioned; the attribution model learns a weight for each. */
export const MentionType = {
  he: 0,
  she: 1,
  they: 2,
  it: 3,
  relative: 4,
  first: 5,
  /** Two or more words of a person's name. */
  fullName: 6,
  /** One word that is part of a full name elsewhere, or that has a title. */
  surname: 7,
  institution: 8,
  /** One capitalised word that nothing else explains. */
  otherName: 9,
  person: 10,
  people: 11,
  group: 12,
  document: 13,
  /** Whatever stands where a speaker should. */
  bare: 14,
} as const;

/** A party mentioned in the reporter's words: a name, a description or a pronoun. */
export interface Mention {
  readonly type: number;
  /** First token, with title and description ("Clinton campaign spokesman Brian Fallon"). */
  readonly first: number;
  /** First token of the name proper. */
  readonly name: number;
  /** Last token, inclusive. */
  readonly last: number;
  readonly possessive: boolean;
  /** Lower-case words that identify it. */
  readonly key: string;
}

const PRONOUNS: Readonly<Record<string, number>> = {
  he: MentionType.he,
  his: MentionType.he,
  him: MentionType.he,
  she: MentionType.she,
  her: MentionType.she,
  they: MentionType.they,
  their: MentionType.they,
  them: MentionType.they,
  it: MentionType.it,
  its: MentionType.it,
  who: MentionType.relative,
  which: MentionType.relative,
  i: MentionType.first,
  we: MentionType.first,
};
/** Longest run of capitalised words read as one name: a line of capitals is no name. */
const MAX_NAME = 12;
const MAX_DESCRIPTION = 7;

/** Mentions in order of their last token. Linear in the number of tokens. */
export function mentions(words: Words): readonly Mention[] {
  const lowerCased = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    if (words.kind[i] === Token.word && !words.capital[i]) lowerCased.add(words.lower[i]!);
  }
  const found: Mention[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words.kind[i] !== Token.word) continue;
    const bits = words.bits[i]!;
    const lower = words.lower[i]!;
    const pronoun = bits & Word.pronoun ? PRONOUNS[lower] : undefined;
    if (pronoun !== undefined && (lower !== 'i' || words.capital[i])) {
      const possessive = lower === 'his' || lower === 'her' || lower === 'their' || lower === 'its';
      found.push({ type: pronoun, first: i, name: i, last: i, possessive, key: '' });
      continue;
    }
    if (words.capital[i] && startsName(words, i, lowerCased)) {
      const last = nameEnd(words, i);
      const previous = found.at(-1);
      const mention = nameMention(words, i, last, previous);
      if (mention) {
        if (previous && mention.first <= previous.first && isDescription(previous)) found.pop();
        found.push(mention);
        i = last;
        continue;
      }
    }
    const type = nounType(words, i, bits, lower);
    if (type >= 0) {
      const first = descriptionStart(words, i);
      const previous = found.at(-1);
      if (previous && previous.last >= first && previous.type >= MentionType.person) found.pop();
      found.push({
        type,
        first,
        name: i,
        last: i,
        possessive: words.possessive[i]!,
        key: lower,
      });
    }
  }
  return found;
}

/** Where a mention's words stand in the body. */
export function mentionSpan(words: Words, mention: Mention): Span {
  const k = mention.last;
  // Without "'s", of possession or of "is".
  const ending = words.possessive[k] ? words.end[k]! - words.start[k]! - words.lower[k]!.length : 0;
  return { start: words.start[mention.first]!, end: words.end[k]! - ending };
}

export function isDescription(mention: Mention): boolean {
  return mention.type >= MentionType.person && mention.type <= MentionType.document;
}

export function isName(mention: Mention): boolean {
  return mention.type >= MentionType.fullName && mention.type <= MentionType.otherName;
}

export function isPronoun(mention: Mention): boolean {
  return mention.type <= MentionType.first;
}

function startsName(words: Words, i: number, lowerCased: ReadonlySet<string>): boolean {
  const bits = words.bits[i]!;
  const lower = words.lower[i]!;
  if (bits & (Word.common | Word.calendar)) {
    if (lower !== 'us' && lower !== 'may' && lower !== 'will') return false;
    if (lower !== 'us') return i + 1 < words.length && nextCapital(words, i) && !atStart(words, i);
    return words.upper[i]!;
  }
  if (!atStart(words, i)) return true;
  // A capital at the start of a sentence says nothing by itself; a dateline is no party.
  if (words.lower[i + 1] === '—' || words.lower[i + 1] === '–') return false;
  if (lower.length > 6 && lower.endsWith('ing') && !nextCapital(words, i)) return false;
  if (nextCapital(words, i)) return true;
  if (bits & (Word.male | Word.female)) return true;
  return (
    !lowerCased.has(lower) && !(bits & (Word.person | Word.group | Word.document | Word.adverb))
  );
}

function atStart(words: Words, i: number): boolean {
  return (
    words.sentenceStart[words.sentence[i]!] === i ||
    (i > 0 && (words.kind[i - 1] === Token.quote || words.lower[i - 1] === ':'))
  );
}

function nextCapital(words: Words, i: number): boolean {
  const j = i + 1;
  return (
    j < words.length &&
    words.kind[j] === Token.word &&
    words.capital[j]! &&
    !words.possessive[i] &&
    words.sentence[j] === words.sentence[i] &&
    words.start[j]! - words.end[i]! <= 1 &&
    !(words.bits[j]! & (Word.common | Word.calendar))
  );
}

/** Last token of the name that starts at `i`. */
function nameEnd(words: Words, i: number): number {
  let last = i;
  let institution =
    (words.bits[i]! & Word.institution) !== 0 || words.bits[i]! & Word.title ? 1 : 0;
  while (last - i < MAX_NAME && !words.possessive[last]) {
    if (nextCapital(words, last)) {
      last++;
      if (words.bits[last]! & (Word.institution | Word.title)) institution = 1;
      continue;
    }
    const j = last + 1;
    if (j + 1 >= words.length || words.sentence[j + 1] !== words.sentence[i]) break;
    if (words.kind[j] !== Token.word && words.lower[j] !== '&') break;
    const lower = words.lower[j]!;
    const joins =
      words.bits[j]! & Word.particle ||
      lower === '&' ||
      (institution && (lower === 'of' || lower === 'for' || lower === 'on'));
    if (!joins) break;
    if (nextCapital(words, j)) {
      last = j + 1;
    } else if (
      lower !== '&' &&
      words.lower[j + 1] === 'the' &&
      j + 2 < words.length &&
      nextCapital(words, j + 1)
    ) {
      last = j + 2;
    } else break;
  }
  return last;
}

function nameMention(
  words: Words,
  from: number,
  last: number,
  previous: Mention | undefined,
): Mention | null {
  let name = from;
  let institution = false;
  let possible = 0;
  for (let k = from; k <= last; k++) {
    if (words.bits[k]! & Word.institution) institution = true;
    if (!(words.bits[k]! & (Word.preposition | Word.particle))) possible++;
  }
  // "US Department of Defense" begins with a word that also begins titles.
  const personal = institution && isPersonTitle(words, from, last);
  let titled = false;
  while (name < last && words.bits[name]! & Word.title) {
    name++;
    titled = true;
  }
  const onlyTitle = name === last && (words.bits[last]! & Word.title) !== 0 && !words.upper[last];
  const lastBits = words.bits[last]!;
  const first = descriptionBefore(words, from, previous);
  const described = first < from;
  const key = keyOf(words, name, last);
  let type: number;
  if (
    onlyTitle ||
    (lastBits & Word.person && !(lastBits & (Word.male | Word.female)) && name === last)
  ) {
    type = plural(words.lower[last]!) ? MentionType.people : MentionType.person;
  } else if (
    institution &&
    !titled &&
    (lastBits & Word.institution || possible > 2 || name === from)
  ) {
    type = MentionType.institution;
    name = from;
  } else if (institution && (titled || possible > 2) && !personal) {
    type = MentionType.institution;
    name = from;
  } else if (words.upper[last] && name === last && words.end[last]! - words.start[last]! <= 7) {
    type = described || titled ? MentionType.surname : MentionType.institution;
  } else if (name < last) {
    type = MentionType.fullName;
  } else if (titled || described) {
    type = MentionType.surname;
  } else {
    type = MentionType.otherName;
  }
  return {
    type,
    first,
    name,
    last,
    possessive: words.possessive[last]!,
    key: type === MentionType.institution ? keyOf(words, name, last) : key,
  };
}

/** A description written directly before a name belongs to it: "the bureau's spokesman John Doe". */
function descriptionBefore(words: Words, from: number, previous: Mention | undefined): number {
  if (
    previous &&
    previous.last === from - 1 &&
    !previous.possessive &&
    isDescription(previous) &&
    previous.type !== MentionType.document &&
    words.start[from]! - words.end[from - 1]! <= 1
  )
    return previous.first;
  return from;
}

/** Whether a name with an institution's word in it is a person's: "Defense Secretary X", "House Speaker X". */
function isPersonTitle(words: Words, from: number, last: number): boolean {
  for (let k = last; k > from; k--) {
    const bits = words.bits[k - 1]!;
    if (words.bits[k]! & (Word.institution | Word.preposition)) return false;
    if (bits & Word.title && bits & Word.person) return true;
    if (
      words.end[k - 1]! - words.start[k - 1]! > 0 &&
      words.bits[k - 1]! & (Word.male | Word.female)
    )
      return true;
  }
  return false;
}

function keyOf(words: Words, first: number, last: number): string {
  let key = words.lower[first]!;
  for (let k = first + 1; k <= last; k++) key += ` ${words.lower[k]!}`;
  return key;
}

function nounType(words: Words, i: number, bits: number, lower: string): number {
  if (words.kind[i] !== Token.word) return -1;
  if (
    reports(words.cue[i]) &&
    words.cue[i]?.finite &&
    !(i > 0 && words.bits[i - 1]! & Word.determiner)
  ) {
    // "reports", "charges": a verb unless a determiner stands before it.
    return -1;
  }
  if (bits & Word.person) return plural(lower) ? MentionType.people : MentionType.person;
  if (bits & Word.group) return MentionType.group;
  if (bits & Word.document) return MentionType.document;
  return -1;
}

function plural(word: string): boolean {
  return (
    (word.endsWith('s') && !word.endsWith('ss')) ||
    word.endsWith('men') ||
    word.endsWith('people') ||
    word === 'children' ||
    word === 'media'
  );
}

/** First token of the description whose noun is at `i`. */
function descriptionStart(words: Words, i: number): number {
  let first = i;
  for (let k = i - 1; k >= 0 && i - k <= MAX_DESCRIPTION; k--) {
    if (words.sentence[k] !== words.sentence[i] || words.kind[k] === Token.quote) break;
    const bits = words.bits[k]!;
    if (words.kind[k] === Token.punctuation) break;
    if (bits & Word.determiner && !words.capital[k]) return k;
    if (bits & (Word.determiner | Word.common) && words.capital[k]) {
      return bits & Word.determiner ? k : first;
    }
    if (bits & (Word.preposition | Word.auxiliary | Word.conjunction | Word.pronoun)) break;
    if (reports(words.cue[k]) && words.cue[k]?.finite && !words.capital[k]) break;
    first = k;
  }
  return first;
}
