import type { Token } from './analyzer.ts';

/** What kind of words would answer. `topic`: no question at all, just words to look for. */
export type QuestionType =
  | 'topic'
  | 'person'
  | 'date'
  | 'place'
  | 'number'
  | 'reason'
  | 'definition'
  | 'name'
  | 'other';

const PLACES = words(
  'country countries city cities state town province region continent capital place district',
);
const DATES = words('year years month day date century decade season');
const NUMBERS = words(
  'percentage percent number age population amount distance length height size cost price temperature speed salary rate score',
);
const PEOPLE = words(
  'person man woman president leader actor singer author writer politician minister king queen',
);
const COUNTED = words('many much old long far tall high big large often fast deep wide heavy');
const ASKS = words('who whom whose when where why how what which');
const VERBS = words(
  'is are was were do does did has have had can could should would will may might',
);

/** Words from which on a text without an interrogative is a statement to be completed, not a topic. */
const SENTENCE_LENGTH = 12;

/**
 * The type of a question by its interrogative and the noun after it, as in the coarse classes of
 * Li and Roth (2002), "Learning question classifiers".
 */
export function questionType(tokens: readonly Token[]): QuestionType {
  const at = tokens.findIndex(({ word }) => ASKS.has(word));
  if (at === -1) {
    return VERBS.has(tokens[0]?.word ?? '') || tokens.length >= SENTENCE_LENGTH ? 'other' : 'topic';
  }
  const word = tokens[at]!.word;
  const next = tokens[at + 1]?.word ?? '';
  const after = tokens.slice(at + 1, at + 5).map((token) => token.word);
  if (word === 'who' || word === 'whom' || word === 'whose') {
    return /^(?:is|was|are|were)$/.test(next) && tokens.length - at <= 5 ? 'definition' : 'person';
  }
  if (word === 'when') return 'date';
  if (word === 'where') return 'place';
  if (word === 'why') return 'reason';
  if (word === 'how') return COUNTED.has(next) ? 'number' : 'other';
  for (const each of after) {
    if (PLACES.has(each)) return 'place';
    if (DATES.has(each)) return 'date';
    if (NUMBERS.has(each)) return 'number';
    if (PEOPLE.has(each)) return 'person';
    if (each === 'name') return 'name';
  }
  if (word === 'which') return 'name';
  if (/^(?:is|was|are|were)$/.test(next) && tokens.length - at <= 4) return 'definition';
  return VERBS.has(next) ? 'other' : 'name';
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
