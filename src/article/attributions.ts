import type { Region } from './article.ts';
import type { Attribution, AttributionKind, KnownNames } from './attribution.ts';
import type { Choice, StoredWeights } from './attribution-model.ts';
import { chooseSpeakers, isSure, readWeights } from './attribution-model.ts';
import stored from './attribution-weights.json' with { type: 'json' };
import { Relation } from './cue-links.ts';
import { CueClass } from './cues.ts';
import { indirectSpeech } from './indirect-speech.ts';
import type { Reading } from './reading.ts';
import { read } from './reading.ts';
import type { Span } from './span.ts';
import type { Speakers } from './speakers.ts';
import { speakers } from './speakers.ts';

const weights = readWeights(stored as unknown as StoredWeights);

type Unnumbered = Omit<Attribution, 'statement'> & {
  /** Part of the statement before it of the same series (quotes, turns). */
  readonly joins: boolean;
};

/**
 * What an article quotes and reports, with the speakers that its own words give, sorted by start: quotations,
 * turns of a dialogue and indirect speech. Deterministic; time is linear in the length of the body.
 *
 * A quotation's speaker is the likeliest candidate of a learned ranking (see `chooseSpeakers`); when it is not sure enough
 * (`isSure`), nobody is named.
 * @param regions parts of the body that are not the article's (teasers, captions, …): nothing in them is read
 * @param known names that are certain from elsewhere, which decide who is an institution, and the title
 */
export function attributions(
  body: string,
  regions: readonly Region[] = [],
  known?: KnownNames,
): readonly Attribution[] {
  const reading = read(body, regions);
  const who = speakers(reading, known);
  let statement = -1;
  const number = (found: Unnumbered): Attribution => {
    const { joins, ...rest } = found;
    if (!joins) statement++;
    return { ...rest, statement: Math.max(0, statement) };
  };
  const all = [
    ...quoted(reading, who).map(number),
    ...dialogue(reading, who).map(number),
    ...reported(reading, who).map(number),
  ];
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
}

function quoted(reading: Reading, who: Speakers): readonly Unnumbered[] {
  const choices = chooseSpeakers(reading, weights);
  return reading.quotes.map((quote, q) => {
    const choice = choices[q]!;
    const named = isSure(choice);
    const cue = named ? cueSpan(reading, choice) : undefined;
    return {
      start: quote.start,
      end: quote.end,
      kind: kindOf(reading, q, choice, named),
      ...(named ? { speaker: who.of(choice.mention) } : {}),
      ...(cue ? { cue } : {}),
      // Rounded, so that the last bits of an engine's arithmetic never show.
      confidence: named ? Math.round(choice.probability * 1000) / 1000 : 0,
      joins: q > 0 && (quote.continues || (named && sharesCue(choice, choices[q - 1]!))),
    };
  });
}

function dialogue(reading: Reading, who: Speakers): readonly Unnumbered[] {
  return reading.turns.map((turn) => {
    const speaker = who.ofTurn(turn);
    return {
      ...turn.words,
      kind: 'block',
      ...(speaker ? { speaker } : {}),
      ...(turn.colon ? { cue: turn.colon } : {}),
      confidence: speaker ? LABEL_CONFIDENCE : 0,
      joins: turn.continues,
    };
  });
}

function reported(reading: Reading, who: Speakers): readonly Unnumbered[] {
  return indirectSpeech(reading).map(({ start, end, mention, cue, confidence }) => ({
    start,
    end,
    kind: 'indirect',
    speaker: who.of(mention),
    cue,
    confidence,
    joins: false,
  }));
}

/** Probability of "no speaker" from which marks without a sure speaker are called scare quotes. */
const SCARE = 0.4;

/** A label in front of the words leaves little doubt. */
const LABEL_CONFIDENCE = 0.98;

/** Two parts of one statement that the reporter's words interrupt. */
function sharesCue(a: Choice, b: Choice): boolean {
  const link = a.candidate?.link;
  return link !== undefined && link.cue === b.candidate?.link?.cue && a.mention === b.mention;
}

function cueSpan(reading: Reading, choice: Choice): Span | undefined {
  const link = choice.candidate?.link;
  if (!link || link.relation === Relation.object || link.kind > CueClass.weak) return undefined;
  const { words } = reading;
  const last = link.relation === Relation.according ? link.cue + 1 : link.cue;
  return { start: words.start[link.cue]!, end: words.end[last]! };
}

function kindOf(reading: Reading, q: number, choice: Choice, named: boolean): AttributionKind {
  const quote = reading.quotes[q]!;
  if (quote.cited) return 'block';
  if (!named && choice.none > SCARE) return 'scare';
  const text = reading.body.slice(
    quote.inner.start,
    Math.min(quote.inner.end, quote.inner.start + 200),
  );
  const sentence = /^[^\p{L}\p{N}]*[\p{Lu}\p{N}]/u.test(text) && text.split(/\s+/, 4).length >= 3;
  return sentence ? 'direct' : 'mixed';
}
