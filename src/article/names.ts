import type { Mention } from './mention.ts';
import { isDescription, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Longest run of capitalised words read as one name: a line of capitals is no name. */
const MAX_NAME = 12;

export function startsName(words: Words, i: number, lowerCased: ReadonlySet<string>): boolean {
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
  if (nextCapital(words, i)) return true;
  if (bits & (Word.male | Word.female)) return true;
  if (lower.length > 6 && /(?:ing|[^e]ed)$/.test(lower)) return false;
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
export function nameEnd(words: Words, i: number): number {
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
      lower === 'without' ||
      lower === '&' ||
      (institution && (lower === 'of' || lower === 'for' || lower === 'on')) ||
      (lower === 'and' && joinsTasks(words, i, j));
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

export function nameMention(
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
  // "Inspector General for Reconstruction": an office, all of it.
  if (!words.capital[name]) {
    name = from;
    titled = false;
    institution = true;
  }
  // "ambassador to the United States X"
  if (
    words.lower[name] === 'united' &&
    /^(?:states|kingdom)$/.test(words.lower[name + 1]!) &&
    last >= name + 3
  )
    name += 2;
  const behindRole = nameBehindRole(words, from, last);
  if (behindRole > 0) {
    name = behindRole;
    titled = true;
    institution = false;
  }
  // "Taliban Leader X", "Education Minister X": the name stands behind the role.
  if (!institution || personal) {
    for (let k = last - 1; k >= name; k--) {
      if (!(words.bits[k]! & Word.title && words.bits[k]! & Word.person)) continue;
      if (!words.capital[k + 1]) break;
      name = k + 1;
      titled = true;
      break;
    }
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

/** "Ministry for the Promotion of Virtue and Prevention of Vice": one body with two tasks. */
function joinsTasks(words: Words, first: number, and: number): boolean {
  const next = and + 1;
  if (!(words.bits[first]! & Word.institution) || !/^(?:of|for)$/.test(words.lower[first + 1]!))
    return false;
  return (
    words.capital[next]! &&
    !words.upper[next] &&
    !(words.bits[next]! & (Word.title | Word.person | Word.institution | Word.place))
  );
}

/** "CEO of the Refugee Council Enver Solomon": where the name begins behind a role in a body, else -1. */
function nameBehindRole(words: Words, from: number, last: number): number {
  if (!(words.bits[from]! & Word.person) || !/^(?:of|for)$/.test(words.lower[from + 1] ?? ''))
    return -1;
  let body = -1;
  for (let k = from + 2; k <= last; k++) if (words.bits[k]! & Word.institution) body = k;
  if (body < 0 || last - body < 2 || last - body > 3) return -1;
  for (let k = body + 1; k <= last; k++) {
    if (!words.capital[k] || words.upper[k] || words.bits[k]! & (Word.preposition | Word.place))
      return -1;
  }
  return body + 1;
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

function keyOf(words: Words, first: number, last: number): string {
  let key = words.lower[first]!;
  for (let k = first + 1; k <= last; k++) key += ` ${words.lower[k]!}`;
  return key;
}

export function plural(word: string): boolean {
  return (
    (word.endsWith('s') && !word.endsWith('ss')) ||
    word.endsWith('men') ||
    word.endsWith('people') ||
    word === 'children' ||
    word === 'media'
  );
}
