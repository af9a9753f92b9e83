import type { Region } from './article.ts';
import type { Attribution, AttributionKind, KnownNames, Speaker } from './attribution.ts';
import type { Choice, StoredWeights } from './attribution-model.ts';
import { chooseSpeakers, readWeights } from './attribution-model.ts';
import stored from './attribution-weights.json' with { type: 'json' };
import { Relation } from './cue-links.ts';
import { isName, isPronoun, MentionType, mentionSpan } from './mentions.ts';
import type { Reading } from './quote-candidates.ts';
import { read } from './reading.ts';
import { roleBeside } from './roles.ts';
import type { Span } from './span.ts';

/** Nobody is named below this probability, 0..1: a wrong name is worse than none. */
export const NAMING_THRESHOLD = 0.66;

const weights = readWeights(stored as StoredWeights);

/**
 * Quotes of an article with the speakers that its own words give them, sorted by start. Deterministic.
 * @param regions parts of the body that are not the article's (teasers, captions, …) are left out
 * @param known names that are certainly people's or institutions'
 */
export function attributions(
  body: string,
  regions: readonly Region[] = [],
  known?: KnownNames,
): readonly Attribution[] {
  const reading = read(body, regions);
  const choices = chooseSpeakers(reading, weights);
  let statement = -1;
  return reading.quotes.map((quote, q) => {
    const choice = choices[q]!;
    const named = choice.mention >= 0 && choice.probability >= NAMING_THRESHOLD;
    const speaker = named ? speakerOf(reading, choice, known) : undefined;
    const previous = q > 0 ? choices[q - 1] : undefined;
    const samePart =
      q > 0 &&
      (quote.continues ||
        (named &&
          previous !== undefined &&
          sharesCue(choice, previous) &&
          choice.mention === previous.mention));
    if (!samePart) statement++;
    const cue = named ? cueSpan(reading, choice) : undefined;
    return {
      start: quote.start,
      end: quote.end,
      kind: kindOf(reading, q, choice),
      ...(speaker ? { speaker } : {}),
      ...(cue ? { cue } : {}),
      confidence: named ? choice.probability : 0,
      statement,
    };
  });
}

function sharesCue(a: Choice, b: Choice): boolean {
  return a.candidate?.link !== undefined && a.candidate.link.cue === b.candidate?.link?.cue;
}

function cueSpan(reading: Reading, choice: Choice): Span | undefined {
  const link = choice.candidate?.link;
  if (!link || link.relation === Relation.object) return undefined;
  const { words } = reading;
  const last = link.relation === Relation.according ? link.cue + 1 : link.cue;
  return { start: words.start[link.cue]!, end: words.end[last]! };
}

function kindOf(reading: Reading, q: number, choice: Choice): AttributionKind {
  if (choice.mention < 0 && choice.none > 0.5) return 'scare';
  const quote = reading.quotes[q]!;
  const text = reading.body.slice(
    quote.inner.start,
    Math.min(quote.inner.end, quote.inner.start + 200),
  );
  const sentence = /^[^\p{L}\p{N}]*[\p{Lu}\p{N}]/u.test(text) && text.split(/\s+/, 4).length >= 3;
  return sentence ? 'direct' : 'mixed';
}

function speakerOf(reading: Reading, choice: Choice, known: KnownNames | undefined): Speaker {
  const { words, mentions, parties, body } = reading;
  const mention = mentions[choice.mention]!;
  const span = mentionSpan(words, mention);
  const party = parties.of[choice.mention]!;
  const fullest = party >= 0 ? mentions[parties.fullest[party]!]! : mention;
  const nameSpan = isName(fullest)
    ? { ...mentionSpan(words, fullest), start: words.start[fullest.name]! }
    : mentionSpan(words, fullest);
  const name = body.slice(nameSpan.start, nameSpan.end);
  const role = roleOf(reading, choice.mention, party);
  return {
    name,
    span: isName(mention) ? { ...span, start: words.start[mention.name]! } : span,
    ...(nameSpan.start === span.start && !isPronoun(mention) ? {} : { nameSpan }),
    ...(role ? { role } : {}),
    institution:
      known?.institutions.includes(name) === true ||
      fullest.type === MentionType.institution ||
      fullest.type === MentionType.group ||
      fullest.type === MentionType.document,
  };
}

/** The role beside this mention, else beside the first mention of the party that has one. */
function roleOf(reading: Reading, mention: number, party: number): Span | undefined {
  const { words, mentions, parties } = reading;
  const own = mentions[mention]!;
  if (isName(own)) {
    const beside = roleBeside(words, own);
    if (beside) return beside;
  }
  if (party < 0) return undefined;
  for (let m = 0; m < mentions.length; m++) {
    if (parties.of[m] !== party || !isName(mentions[m]!)) continue;
    const beside = roleBeside(words, mentions[m]!);
    if (beside) return beside;
  }
  return undefined;
}
