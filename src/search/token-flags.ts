/**
 * A word of the forward index is one unsigned 32-bit number: the term's number in the vocabulary in
 * the low 24 bits, what the ranking needs of its written form above.
 */
export const TERM_MASK = 0xff_ffff;
/** Begins with a capital and is not the first word of its sentence. */
export const CAPITAL = 1 << 24;
/** First word of a sentence. */
export const SENTENCE = 1 << 25;
/** A number, in digits or spelled out. */
export const NUMBER = 1 << 26;
/** A year, a month or a day of the week. */
export const DATE = 1 << 27;
/** A stop word: it has a place, but no postings. */
export const STOP = 1 << 28;
/** A mark of a named entity, before the words that name it; it takes no place of its own. */
export const ENTITY = 1 << 29;
/** Punctuation stands between this word and the one before. */
export const BREAK = 1 << 30;

const NUMBER_WORDS = new Set(
  (
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds ' +
    'thousand thousands million millions billion billions trillion dozen dozens half third quarter'
  ).split(' '),
);
const DATE_WORDS = new Set(
  (
    'january february march april may june july august september october november december jan feb mar ' +
    'apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);

/** Flags that a word's written form alone decides (`CAPITAL` still depends on its place). */
export function formFlags(surface: string, word: string): number {
  const first = surface.charCodeAt(0);
  const capital = first >= 65 && (first <= 90 || (first > 127 && /^\p{Lu}/u.test(surface)));
  let flags = capital ? CAPITAL : 0;
  if (first >= 48 && first <= 57) {
    flags |= NUMBER;
    if (/^(?:1\d|20)\d\d$/.test(surface)) flags |= DATE;
  } else if (NUMBER_WORDS.has(word)) {
    flags |= NUMBER;
  } else if (capital && DATE_WORDS.has(word)) {
    flags |= DATE;
  }
  return flags;
}
