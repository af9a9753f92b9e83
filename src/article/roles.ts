import type { Mention } from './mention.ts';
import { isName, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Parties } from './parties.ts';
import type { Span } from './span.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

const MAX_APPOSITION = 40;

/**
 * Role and affiliation beside a name, as written: the words in front of it ("campaign spokesman X") or the
 * apposition behind it ("X, a senior expert at the institute"). Null when there is neither.
 */
export function roleBeside(words: Words, mention: Mention): Span | null {
  return apposition(words, mention) ?? affiliation(words, mention) ?? description(words, mention);
}

/** For each party the role beside the first of its names that has one. */
export function rolesByParty(
  words: Words,
  mentions: readonly Mention[],
  parties: Parties,
): readonly (Span | undefined)[] {
  const roles: (Span | undefined)[] = new Array(parties.fullest.length).fill(undefined);
  mentions.forEach((mention, m) => {
    const party = parties.of[m]!;
    if (party < 0 || roles[party] || !isName(mention)) return;
    roles[party] = roleBeside(words, mention) ?? undefined;
  });
  return roles;
}

function description(words: Words, mention: Mention): Span | null {
  let first = mention.first;
  if (first >= mention.name) return null;
  while (first < mention.name && /^(?:mr|mrs|ms|the|a|an)$/.test(words.lower[first]!)) first++;
  if (first >= mention.name) return null;
  return { start: words.start[first]!, end: words.end[mention.name - 1]! };
}

function apposition(words: Words, mention: Mention): Span | null {
  let k = mention.last + 1;
  if (mention.possessive || !isComma(words, k, mention)) return null;
  k++;
  // An age between commas.
  if (words.kind[k] === Token.number && isComma(words, k + 1, mention)) k += 2;
  const from = k;
  if (!startsRole(words, from) || words.lower[from] === 'according') return null;
  const person = mention.type === MentionType.fullName || mention.type === MentionType.surname;
  // "According to the UN, the rate …", "In Kabul, access …": the main clause follows the comma.
  if (!person && afterPreposition(words, mention)) return null;
  let role = false;
  let described = false;
  let to = -1;
  for (; k < words.length && k - from < MAX_APPOSITION; k++) {
    if (words.block[k] !== words.block[from] || words.kind[k] === Token.quote) break;
    if (words.sentence[k] !== words.sentence[from]) break;
    const lower = words.lower[k]!;
    if (lower === ',' || lower === ')' || lower === ';' || lower === '—' || lower === '–') {
      if (lower === ',' && continuesRole(words, k)) continue;
      break;
    }
    if (lower === '.' || lower === '!' || lower === '?' || lower === ':' || lower === '(') break;
    // A clause of its own: "According to X, the rate was lower".
    if (words.bits[k]! & Word.auxiliary) return null;
    if (k > from && words.cue[k]?.finite && !words.capital[k]) {
      if (words.bits[k + 1]! & Word.determiner) return null;
    }
    if (words.bits[k]! & Word.conjunction && /^(?:who|which|whose|but|while|when)$/.test(lower))
      break;
    if (words.cue[k]?.finite && k > from + 1 && !words.capital[k] && words.cue[k]!.kind <= 5) break;
    if (words.bits[k]! & (Word.person | Word.title | Word.group)) role = true;
    if (k > from && words.kind[k] === Token.word && !words.capital[k]) {
      if (!(words.bits[k]! & (Word.preposition | Word.determiner | Word.conjunction)))
        described = true;
    }
    to = k;
  }
  if (to < from) return null;
  // "the UN, the Red Cross and others" is a list, not a description of the first.
  if (
    mention.type === MentionType.institution &&
    !(described && words.bits[from]! & Word.determiner)
  )
    return null;
  if (!role && !described) return null;
  if (!role && !/^(?:a|an|the)$/.test(words.lower[from]!) && !words.possessive[from]) return null;
  return { start: words.start[from]!, end: words.end[to]! };
}

function afterPreposition(words: Words, mention: Mention): boolean {
  let k = mention.first - 1;
  while (k >= 0 && words.bits[k]! & Word.determiner) k--;
  return (
    k >= 0 &&
    words.sentence[k] === words.sentence[mention.first] &&
    (words.bits[k]! & Word.preposition) !== 0
  );
}

/** "Mir of the US Institute of Peace": the affiliation with its preposition. */
function affiliation(words: Words, mention: Mention): Span | null {
  const k = mention.last + 1;
  if (mention.possessive || words.sentence[k] !== words.sentence[mention.last]) return null;
  if (words.lower[k] !== 'of' && words.lower[k] !== 'from') return null;
  let j = k + 1;
  if (words.lower[j] === 'the') j++;
  if (!words.capital[j]) return null;
  let institution = false;
  let to = j - 1;
  for (; j < words.length && j - k < 12; j++) {
    if (words.sentence[j] !== words.sentence[k] || words.kind[j] !== Token.word) break;
    if (!words.capital[j] && !/^(?:of|for|and|the|on|in)$/.test(words.lower[j]!)) break;
    if (words.capital[j]) to = j;
    if (words.bits[j]! & Word.institution || words.upper[j]) institution = true;
  }
  return institution && to > k ? { start: words.start[k]!, end: words.end[to]! } : null;
}

function isComma(words: Words, k: number, mention: Mention): boolean {
  return words.lower[k] === ',' && words.sentence[k] === words.sentence[mention.last];
}

function startsRole(words: Words, k: number): boolean {
  if (words.kind[k] !== Token.word) return false;
  const bits = words.bits[k]!;
  if (bits & Word.determiner) return !/^(?:this|that|these|those)$/.test(words.lower[k]!);
  if (bits & (Word.preposition | Word.conjunction | Word.pronoun | Word.auxiliary)) return false;
  if (words.cue[k] && !(bits & (Word.person | Word.title))) return false;
  return true;
}

/** A comma inside the role: before a place's state, or before "and" in a list of roles. */
function continuesRole(words: Words, comma: number): boolean {
  const k = comma + 1;
  if (words.kind[k] !== Token.word || words.sentence[k] !== words.sentence[comma]) return false;
  if (words.lower[k] === 'and')
    return (words.bits[k + 1]! & (Word.person | Word.title | Word.determiner)) !== 0;
  return words.capital[k]! && words.lower[k + 1] === ',' && !words.cue[k];
}
