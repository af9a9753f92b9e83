import { reports } from './cues.ts';
import type { Mention } from './mention.ts';
import { isDescription, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import { nameEnd, nameMention, plural, startsName } from './names.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

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

const BARE_VERB =
  /^(?:hope|let|make|help|see|hear|want|need|watch|ask|tell|give|keep|get|have|urge|allow|force|prohibit|require)$/;

function isPlainPlural(words: Words, k: number): boolean {
  const lower = words.lower[k]!;
  return (
    !words.capital[k] &&
    !words.possessive[k] &&
    lower.length > 4 &&
    lower.endsWith('s') &&
    !/(?:ss|us|is|ous|ics|ics|news|sales|sports|services|affairs|rights|forces|states|arms)$/.test(
      lower,
    )
  );
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
    // "hope people say", "let everyone know": a verb, not an adjective.
    if (bits === 0 && BARE_VERB.test(words.lower[k]!) && !words.capital[k]) break;
    // "the rules prohibit media reports": a plural before another noun is a subject, what follows its verb.
    if (
      k + 1 < i &&
      isPlainPlural(words, k) &&
      words.kind[k + 1] === Token.word &&
      !words.capital[k + 1]
    )
      return k + 2;
    first = k;
  }
  return first;
}
