import { analyze } from '../search/analyzer.ts';
import { ASKING_WORDS } from '../search/stop-words.ts';
import type { DeskData } from './desk-data.ts';
import { parseQuestion } from './question.ts';

/** Fewer topical words than this, and no name: the question leans on the one before it. */
const ENOUGH_WORDS = 3;
const LEANING =
  /^(?:and|but|so|what about|how about|who|when|where|why|how many|how much)\b|\b(?:that|this|it|they|them|he|she|his|her|their|there|those|these)\b/i;

export interface CarriedOver {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * The question's words, with those of the one before it where this one names no topic of its own
 * ("and who said that?"). The note says so: nothing is assumed silently.
 */
export function carryOver(data: DeskData, text: string, previous: string | undefined): CarriedOver {
  if (!previous) return { text, notes: [] };
  const tokens = analyze(text);
  const named = data.matcher.find(tokens, 'question').length > 0;
  const topical = tokens.filter(({ stop, word }) => !stop && !ASKING_WORDS.has(word));
  if (named || topical.length >= ENOUGH_WORDS || (topical.length > 0 && !LEANING.test(text))) {
    return { text, notes: [] };
  }
  const before = safeText(previous);
  if (before === '') return { text, notes: [] };
  return {
    text: `${before} ${text}`.trim(),
    notes: [`Read together with the question before it: “${before}”.`],
  };
}

function safeText(previous: string): string {
  try {
    return parseQuestion(previous).text;
  } catch {
    return '';
  }
}
