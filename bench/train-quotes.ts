/**
 * Learns the weights of the attribution model and writes them to src/article/attribution-weights.json.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… node --import tsx bench/train-quotes.ts [--folds-only] [--errors n]
 *
 * Multinomial logistic regression over the candidates of each quote, AdaGrad with an L2 penalty. The joint
 * stage is trained on the local stage's cross-validated choices for the quotes around, so that it learns
 * how far to trust them. Learns from the train split only; prints the cross-validated figures.
 */
import { writeFileSync } from 'node:fs';
import type { Choice } from '../src/article/attribution-model.ts';
import {
  choose,
  chooseSpeakers,
  NAMING_THRESHOLD,
  neighbours,
  probabilities,
  splitsOf,
} from '../src/article/attribution-model.ts';
import { mentionSpan } from '../src/article/mentions.ts';
import type { Candidate, Reading } from '../src/article/quote-candidates.ts';
import { FEATURE_COUNT, quoteCandidates, TEMPLATES } from '../src/article/quote-candidates.ts';
import { read } from '../src/article/reading.ts';
import type { GoldArticle, GoldQuote } from './quotes-data.ts';
import { goldArticles, isPronoun, nameWords, sharesWord } from './quotes-data.ts';

const FOLDS = 5;
const EPOCHS = 12;
const RATE = 0.12;
const L2 = 2e-5;

interface Example {
  readonly candidates: readonly Candidate[];
  readonly right: readonly number[];
}

interface Prepared {
  readonly reading: Reading;
  readonly gold: readonly (GoldQuote | undefined)[];
  readonly splits: readonly number[];
  readonly fold: number;
}

const prepared = goldArticles('polnear-train').map((article, k) => prepare(article, k % FOLDS));
const alone = { previousParty: -2, previousMention: -1, nextParty: -2 };

const localExamples = prepared.map((p) =>
  examples(p, (q) => quoteCandidates(p.reading, q, alone, p.splits[q]!)),
);
const localByFold = folds(localExamples);
const localChoices: (readonly Choice[])[] = prepared.map((p) =>
  p.splits.map((split, q) =>
    choose(p.reading, quoteCandidates(p.reading, q, alone, split), localByFold[p.fold]!),
  ),
);
report('local, cross-validated', localChoices);

const jointExamples = prepared.map((p, k) =>
  examples(p, (q) =>
    quoteCandidates(
      p.reading,
      q,
      neighbours(p.reading, localChoices[k]![q - 1], localChoices[k]![q + 1]),
      p.splits[q]!,
    ),
  ),
);
const jointByFold = folds(jointExamples);
const jointChoices = prepared.map((p) =>
  chooseSpeakers(p.reading, { local: localByFold[p.fold]!, joint: jointByFold[p.fold]! }),
);
report('joint, cross-validated', jointChoices);
const errorsWanted = Number(process.argv[process.argv.indexOf('--errors') + 1] ?? 0);
if (process.argv.includes('--errors')) printErrors(errorsWanted);

if (!process.argv.includes('--folds-only')) {
  const stored = {
    local: store(train(localExamples.flat())),
    joint: store(train(jointExamples.flat())),
  };
  writeFileSync(
    new URL('../src/article/attribution-weights.json', import.meta.url),
    `${JSON.stringify(stored)}\n`,
  );
}

function prepare(article: GoldArticle, fold: number): Prepared {
  const reading = read(article.text);
  const gold = reading.quotes.map((quote) =>
    article.quotes.find((g) => {
      const shared = Math.min(g.end, quote.end) - Math.max(g.start, quote.start);
      return shared > 0.8 * Math.max(g.end - g.start, quote.end - quote.start);
    }),
  );
  return { reading, gold, splits: splitsOf(reading), fold };
}

function examples(
  p: Prepared,
  candidatesOf: (q: number) => readonly Candidate[],
): readonly Example[] {
  const made: Example[] = [];
  p.gold.forEach((gold, q) => {
    if (!gold || gold.attributed === null) return;
    const candidates = candidatesOf(q);
    const right = rightCandidates(p.reading, gold, candidates);
    if (right.length > 0) made.push({ candidates, right });
  });
  return made;
}

/** Candidates that stand in the annotated span (its head, where it is long), else those that share its name. */
function rightCandidates(
  reading: Reading,
  gold: GoldQuote,
  candidates: readonly Candidate[],
): readonly number[] {
  if (!gold.attributed) return [0];
  const inside = (limit: (start: number, end: number) => number): number[] => {
    const found: number[] = [];
    candidates.forEach((candidate, c) => {
      if (candidate.mention < 0) return;
      const span = mentionSpan(reading.words, reading.mentions[candidate.mention]!);
      for (const [start, end] of gold.speakerSpans) {
        if (span.start < limit(start, end) && span.end > start) {
          found.push(c);
          return;
        }
      }
    });
    return found;
  };
  const head = inside((start, end) => {
    const cut = reading.body.slice(start, end).search(/,| who | of | for | from | in | at |\(/);
    return cut > 0 ? start + cut : end;
  });
  if (head.length > 0) return head;
  const whole = inside((_, end) => end);
  if (whole.length > 0 || isPronoun(gold.speaker)) return whole;
  const names = nameWords(gold.speaker);
  const shared: number[] = [];
  candidates.forEach((candidate, c) => {
    if (candidate.mention < 0) return;
    const span = mentionSpan(reading.words, reading.mentions[candidate.mention]!);
    if (sharesWord(names, nameWords(reading.body.slice(span.start, span.end)))) shared.push(c);
  });
  return shared;
}

function folds(all: readonly (readonly Example[])[]): Float64Array[] {
  return Array.from({ length: FOLDS }, (_, fold) =>
    train(all.filter((_, k) => prepared[k]!.fold !== fold).flat()),
  );
}

function train(set: readonly Example[]): Float64Array {
  const weights = new Float64Array(FEATURE_COUNT);
  const squares = new Float64Array(FEATURE_COUNT).fill(1e-6);
  const order = set.map((_, k) => k);
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let k = order.length - 1; k > 0; k--) {
      const j = Math.floor(random() * (k + 1));
      [order[k], order[j]] = [order[j]!, order[k]!];
    }
    for (const k of order) {
      const { candidates, right } = set[k]!;
      const p = probabilities(candidates, weights);
      let mass = 0;
      for (const c of right) mass += p[c]!;
      mass = Math.max(mass, 1e-9);
      for (let c = 0; c < candidates.length; c++) {
        const target = right.includes(c) ? p[c]! / mass : 0;
        const gradient = p[c]! - target;
        if (Math.abs(gradient) < 1e-4) continue;
        for (const f of candidates[c]!.features) {
          const g = gradient + L2 * set.length * 0 + L2 * weights[f]! * 50;
          squares[f]! += g * g;
          weights[f]! -= (RATE * g) / Math.sqrt(squares[f]! + 0.5);
        }
      }
    }
  }
  return weights;
}

function store(weights: Float64Array): Record<string, number[]> {
  const stored: Record<string, number[]> = {};
  let at = 0;
  for (const [name, size] of TEMPLATES) {
    stored[name] = Array.from(weights.subarray(at, at + size), (w) => Math.round(w * 100) / 100);
    at += size;
  }
  return stored;
}

function isRight(reading: Reading, gold: GoldQuote, choice: Choice): boolean {
  if (choice.mention < 0) return false;
  const span = mentionSpan(reading.words, reading.mentions[choice.mention]!);
  if (gold.speakerSpans.some(([start, end]) => span.start < end && span.end > start)) return true;
  if (isPronoun(gold.speaker)) return false;
  const party = reading.parties.of[choice.mention]!;
  const names = new Set(nameWords(reading.body.slice(span.start, span.end)));
  if (party >= 0) {
    const full = mentionSpan(reading.words, reading.mentions[reading.parties.fullest[party]!]!);
    for (const word of nameWords(reading.body.slice(full.start, full.end))) names.add(word);
  }
  return sharesWord(names, nameWords(gold.speaker));
}

function report(label: string, choices: readonly (readonly Choice[])[]): void {
  const scored: { p: number; right: boolean; type: string; attributed: boolean }[] = [];
  let missing = 0;
  let total = 0;
  prepared.forEach((p, k) => {
    p.gold.forEach((gold, q) => {
      if (!gold || gold.attributed === null) return;
      const choice = choices[k]![q]!;
      total++;
      if (
        gold.attributed &&
        localExamples.length &&
        rightCandidates(p.reading, gold, quoteCandidates(p.reading, q, alone, p.splits[q]!))
          .length === 0
      )
        missing++;
      scored.push({
        p: choice.mention < 0 ? 0 : choice.probability,
        right: gold.attributed === true && isRight(p.reading, gold, choice),
        type: gold.type,
        attributed: gold.attributed,
      });
    });
  });
  console.log(`== ${label}: ${total} quotes, ${missing} without a right candidate`);
  for (const threshold of [0, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    const named = scored.filter((s) => s.p > threshold);
    const gold = scored.filter((s) => s.attributed);
    const share = (type: string): string => {
      const of = gold.filter((s) => s.type === type);
      return ((100 * of.filter((s) => s.p > threshold && s.right).length) / of.length).toFixed(1);
    };
    const right = named.filter((s) => s.right).length;
    const scare = scored.filter((s) => !s.attributed);
    console.log(
      `> ${threshold}: right ${((100 * right) / gold.length).toFixed(1)} direct ${share('direct')} mixed ${share('mixed')}` +
        ` precision ${((100 * right) / named.length).toFixed(1)} (attributed only ${((100 * right) / named.filter((s) => s.attributed).length).toFixed(1)})` +
        ` scare named ${((100 * scare.filter((s) => s.p > threshold).length) / scare.length).toFixed(1)}`,
    );
  }
}

function printErrors(wanted: number): void {
  let seen = 0;
  prepared.forEach((p, k) => {
    p.gold.forEach((gold, q) => {
      if (!gold || gold.attributed === null || (k * 7 + q) % 5 !== 0) return;
      const choice = jointChoices[k]![q]!;
      const named = choice.mention >= 0 && choice.probability >= NAMING_THRESHOLD;
      const good = gold.attributed ? named && isRight(p.reading, gold, choice) : !named;
      if (
        process.argv.includes('--type') &&
        gold.type !== process.argv[process.argv.indexOf('--type') + 1]
      )
        return;
      if (good || seen++ >= wanted) return;
      const span =
        choice.mention < 0
          ? null
          : mentionSpan(p.reading.words, p.reading.mentions[choice.mention]!);
      const quote = p.reading.quotes[q]!;
      const { body } = p.reading;
      console.log(
        `--- [${gold.type}] GOLD ${gold.attributed ? gold.speaker : 'nobody'} | OURS ${span ? `${body.slice(span.start, span.end)} (${choice.probability.toFixed(2)}, relation ${choice.candidate?.link?.relation})` : `nobody (none ${choice.none.toFixed(2)})`}\n` +
          `${body.slice(Math.max(0, quote.start - 220), quote.start)}⟦${body.slice(quote.start, Math.min(quote.end, quote.start + 150))}⟧${body.slice(quote.end, quote.end + 120)}`,
      );
    });
  });
}
