import type { AliasMatcher, Mention } from './alias-matcher.ts';
import { analyze, analyzeWord, type Token } from './analyzer.ts';
import { bothSpellings } from './both-spellings.ts';
import { beginsSentence, type Particular, particularsOf } from './particulars.ts';
import { type QuestionType, questionType } from './question-type.ts';
import { ASKING_WORDS } from './stop-words.ts';
import { CAPITAL, formFlags, NUMBER } from './token-flags.ts';

/** A term that satisfies a concept; `weight` 1 for the concept's own term, less for a stand-in. */
export interface Variant {
  readonly term: string;
  readonly weight: number;
}

/** One thing that the question's words ask for: a term, or a named entity under any of its names. */
export interface Concept {
  /** As the person wrote it. */
  readonly as: string;
  readonly variants: readonly Variant[];
  /** Place of its first and last word in the question, stop words counted. */
  readonly from: number;
  readonly to: number;
  readonly capital: boolean;
  readonly number: boolean;
  readonly mention?: Mention;
}

/** A year, a month or both that a question names. */
export interface AskedDate {
  readonly year?: number;
  /** 1..12 */
  readonly month?: number;
}

/** A question as the ranking reads it. */
export interface AnalyzedQuery {
  readonly text: string;
  readonly type: QuestionType;
  readonly concepts: readonly Concept[];
  readonly mentions: readonly Mention[];
  /** Whether it asks for what is newest. */
  readonly recent: boolean;
  readonly dates: readonly AskedDate[];
  /** Names, quantities and quotations that it states. */
  readonly particulars: readonly Particular[];
  readonly tokens: readonly Token[];
}

/** Words that place a time by the day of asking: "this week", "last year". What is asked for does not say them. */
const DEICTIC = new Set(['this', 'last', 'past', 'next', 'these', 'coming', 'upcoming']);
const TIMES = new Set(
  'day days week weeks weekend month months year years season spring summer fall autumn winter'.split(
    ' ',
  ),
);

const RECENT =
  /\b(?:latest|newest|most recent|recent(?:ly)?|this (?:week|month|year)|today|yesterday|right now|current(?:ly)?|past (?:few )?(?:days|weeks?|months?)|last (?:week|month))\b/i;

/** What the corpus knows of a term: other spellings of the same name, weighted. */
export type Spellings = (term: string) => readonly Variant[];

/** What a corpus knows of the question's words. */
export interface KnownWords {
  readonly spellings: Spellings;
  /** Whether its articles write the term as a name, with a capital, more often than not. */
  readonly isName: (term: string) => boolean;
}

const NOTHING_KNOWN: KnownWords = { spellings: () => [], isName: () => false };

/** Concepts of a question at most: what a very long one asks beyond its first words is not used. */
const MOST_CONCEPTS = 30;

/**
 * Names first, as phrases; then the words that are left and say something. Where a capital says nothing, in a question without
 * any, as people type them, and at the beginning of a sentence, the words are names that the corpus writes with one
 * (truecasing: Lita et al. 2003).
 */
export function analyzeQuery(
  text: string,
  matcher: AliasMatcher,
  { spellings, isName }: KnownWords = NOTHING_KNOWN,
): AnalyzedQuery {
  const tokens = analyze(text);
  const isSmall = !/\p{Lu}/u.test(text.slice(1));
  const capitals = tokens.map(({ surface, word, term, stop }) =>
    isSmall ? !stop && isName(term) : (formFlags(surface, word) & CAPITAL) !== 0,
  );
  const mentions = matcher.find(tokens, 'question');
  const concepts: Concept[] = [];
  const named = new Set<number>();
  for (const mention of mentions) {
    for (let i = mention.from; i < mention.to; i++) named.add(i);
    const term = `@${mention.entity.id}`;
    if (concepts.some(({ variants }) => variants[0]?.term === term)) continue;
    const last = tokens[mention.to - 1]!;
    concepts.push({
      as: text.slice(tokens[mention.from]!.start, last.start + last.surface.length),
      variants: [{ term, weight: 1 }],
      from: mention.from,
      to: mention.to - 1,
      capital: true,
      number: false,
      mention,
    });
  }
  const content = [...tokens.entries()].filter(([i, { stop }]) => !stop && !named.has(i));
  const telling = content.filter(
    ([i, { word }]) =>
      !ASKING_WORDS.has(word) && !(TIMES.has(word) && DEICTIC.has(tokens[i - 1]?.word ?? '')),
  );
  for (const [i, { term, word, surface }] of telling.length + concepts.length > 0
    ? telling
    : content) {
    if (concepts.some(({ variants }) => variants[0]?.term === term)) continue;
    const flags = formFlags(surface, word);
    concepts.push({
      as: surface,
      variants: [term, ...bothSpellings(term)]
        .map((each): Variant => ({ term: each, weight: 1 }))
        .concat(spellings(term)),
      from: i,
      to: i,
      capital: beginsSentence(text, tokens, i) ? isName(term) : capitals[i]!,
      number: (flags & NUMBER) !== 0,
    });
  }
  concepts.sort((a, b) => a.from - b.from);
  joinCompounds(concepts, tokens);
  concepts.splice(MOST_CONCEPTS);
  return {
    text,
    type: questionType(tokens),
    concepts,
    mentions,
    recent: RECENT.test(text),
    dates: datesIn(text),
    particulars: particularsOf(text, tokens, concepts, { capitals, isSmall, isName }),
    tokens,
  };
}

/** What "airstrike" counts for "air strike", the words as asked counting 1. */
const COMPOUND_WEIGHT = 0.9;

/** Two words of a question that follow each other are found written as one, too. */
function joinCompounds(concepts: Concept[], tokens: readonly Token[]): void {
  for (let i = 1; i < concepts.length; i++) {
    const [a, b] = [concepts[i - 1]!, concepts[i]!];
    if (a.mention || b.mention || a.number || b.number || b.from !== a.to + 1) continue;
    const { term } = analyzeWord(tokens[a.to]!.word + tokens[b.from]!.word);
    concepts[i - 1] = { ...a, variants: [...a.variants, { term, weight: COMPOUND_WEIGHT }] };
    concepts[i] = { ...b, variants: [...b.variants, { term, weight: COMPOUND_WEIGHT }] };
  }
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DATE =
  /\b(?:(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b[\s,]*(?:\d{1,2}(?:st|nd|rd|th)?[\s,]+)?)?((?:19|20)\d\d)\b/g;

function datesIn(text: string): readonly AskedDate[] {
  return [...text.matchAll(DATE)].map(([, month, year]) => ({
    year: Number(year),
    ...(month ? { month: MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 } : {}),
  }));
}
