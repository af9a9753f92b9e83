/**
 * Learns the weights of the attribution model and writes them to src/article/attribution-weights.json.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… node --import tsx bench/train-quotes.ts [--folds-only] [--errors n [--type mixed]]
 *
 * First pass: multinomial logistic regression over the candidates of each quote, AdaGrad with an L2 penalty.
 * Second pass: boosted trees, trained on the first pass's cross-validated opinions, so that they learn how far
 * to trust them. Learns from the train split only; prints the cross-validated figures.
 */
import { writeFileSync } from 'node:fs';
import type { Choice, Ranked } from '../src/article/attribution-model.ts';
import {
  chooseSpeakers,
  contextsOf,
  isSure,
  jointRows,
  rank,
  softmax,
  splitsOf,
  TRUST,
} from '../src/article/attribution-model.ts';
import { FACTS } from '../src/article/candidate-facts.ts';
import { ALL_TEMPLATES, FEATURE_COUNT, featureIds } from '../src/article/features.ts';
import { mentionSpan } from '../src/article/mention.ts';
import type { Candidate } from '../src/article/quote-candidates.ts';
import { quoteCandidates } from '../src/article/quote-candidates.ts';
import type { Reading } from '../src/article/reading.ts';
import { read } from '../src/article/reading.ts';
import type { Trees } from '../src/article/trees.ts';
import { WORD_BUCKETS } from '../src/article/word-features.ts';
import type { Group } from './boost.ts';
import { boost } from './boost.ts';
import type { GoldArticle, GoldQuote } from './quotes-data.ts';
import { goldArticles, isPronoun, nameWords, sharesWord } from './quotes-data.ts';

const FOLDS = 5;
const EPOCHS = 8;
/** The weights are the mean of those at the end of so many epochs (Polyak and Juditsky 1992). */
const AVERAGED = 6;
const RATE = 0.05;
/** Penalties on facts and on the many, rare features that are words. */
const L2 = 2e-3;
const WORDS_L2 = 0.1;
const BOOST = {
  depth: 6,
  trees: 260,
  rate: 0.05,
  lambda: 20,
  groupShare: 0.6,
  columnShare: 0.25,
};

interface Example {
  /** Indexes of the features of each candidate. */
  readonly features: readonly Int32Array[];
  readonly right: readonly number[];
}

interface Prepared {
  readonly reading: Reading;
  readonly gold: readonly (GoldQuote | undefined)[];
  /** Annotated quotes that none of ours matches. */
  readonly missed: readonly GoldQuote[];
  readonly candidates: readonly (readonly Candidate[])[];
  readonly fold: number;
}

const folds = Array.from({ length: FOLDS }, (_, fold) => fold);
const prepared = goldArticles('polnear-train').map((article, k) => prepare(article, k % FOLDS));
const examples = prepared.map(examplesOf);
const localByFold = folds.map((fold) => trainLocal(without(examples, fold)));
const ranked = prepared.map((p) =>
  p.candidates.map((all) => rank(p.reading, all, localByFold[p.fold]!)),
);
report(
  'first pass, cross-validated',
  ranked.map((list) => list.map((r) => r.choice)),
);

const groups = prepared.map((p, k) => groupsOf(p, ranked[k]!));
const jointByFold = folds.map((fold) => boost(without(groups, fold), BOOST));
const choices = prepared.map((p) =>
  chooseSpeakers(p.reading, { local: localByFold[p.fold]!, joint: jointByFold[p.fold]! }),
);
report('both passes, cross-validated', choices);
if (process.argv.includes('--errors'))
  printErrors(Number(process.argv[process.argv.indexOf('--errors') + 1]));

if (!process.argv.includes('--folds-only')) {
  const stored = {
    local: store(trainLocal(examples.flat())),
    joint: compact(boost(groups.flat(), BOOST)),
  };
  writeFileSync(
    new URL('../src/article/attribution-weights.json', import.meta.url),
    `${JSON.stringify(stored)}\n`,
  );
}

function without<T>(all: readonly (readonly T[])[], fold: number): readonly T[] {
  return all.filter((_, k) => prepared[k]!.fold !== fold).flat();
}

function compact(trees: Trees): Trees {
  return { ...trees, limits: trees.limits.map((limit) => Math.round(limit * 1000) / 1000) };
}

function prepare(article: GoldArticle, fold: number): Prepared {
  const reading = read(article.text);
  const gold = reading.quotes.map((quote) =>
    article.quotes.find((g) => {
      const shared = Math.min(g.end, quote.end) - Math.max(g.start, quote.start);
      return shared > 0.8 * Math.max(g.end - g.start, quote.end - quote.start);
    }),
  );
  const candidates = splitsOf(reading).map((split, q) => quoteCandidates(reading, q, split));
  const missed = article.quotes.filter((g) => !gold.includes(g));
  return { reading, gold, missed, candidates, fold };
}

function examplesOf(p: Prepared): readonly Example[] {
  const made: Example[] = [];
  const out = new Int32Array(64);
  p.gold.forEach((gold, q) => {
    if (!gold || gold.attributed === null) return;
    const right = rightCandidates(p.reading, gold, p.candidates[q]!);
    if (right.length === 0) return;
    const features = p.candidates[q]!.map((candidate) => out.slice(0, featureIds(candidate, out)));
    made.push({ features, right });
  });
  return made;
}

function groupsOf(p: Prepared, list: readonly Ranked[]): readonly Group[] {
  const made: Group[] = [];
  const contexts = contextsOf(p.reading, list);
  p.gold.forEach((gold, q) => {
    if (!gold || gold.attributed === null) return;
    const own = list[q]!;
    const right = rightCandidates(p.reading, gold, own.candidates);
    if (right.length === 0) return;
    const rows = jointRows(p.reading, list, q, contexts[q]!);
    made.push({ rows, base: rows.map((row) => TRUST * row[FACTS]!), right });
  });
  return made;
}

/** Candidates that stand in the annotated span (its head, where it is long), else those that share its name. */
function rightCandidates(
  reading: Reading,
  gold: GoldQuote,
  candidates: readonly Candidate[],
): readonly number[] {
  // Said by somebody whom the article does not name ("was dubbed …"): nobody can be named.
  if (!gold.attributed || gold.speaker === '') return [0];
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

function trainLocal(set: readonly Example[]): Float64Array {
  const weights = new Float64Array(FEATURE_COUNT);
  const squares = new Float64Array(FEATURE_COUNT);
  const mean = new Float64Array(FEATURE_COUNT);
  const firstWord = FEATURE_COUNT - WORD_BUCKETS;
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
      const { features, right } = set[k]!;
      const p = softmax(
        features.map((list) => {
          let sum = 0;
          for (const f of list) sum += weights[f]!;
          return sum;
        }),
      );
      const mass = Math.max(
        1e-9,
        right.reduce((sum, c) => sum + p[c]!, 0),
      );
      for (let c = 0; c < features.length; c++) {
        const gradient = p[c]! - (right.includes(c) ? p[c]! / mass : 0);
        if (Math.abs(gradient) < 1e-4) continue;
        for (const f of features[c]!) {
          const g = gradient + (f < firstWord ? L2 : WORDS_L2) * weights[f]!;
          squares[f]! += g * g;
          weights[f]! -= (RATE * g) / Math.sqrt(squares[f]! + 0.5);
        }
      }
    }
    if (epoch < EPOCHS - AVERAGED) continue;
    for (let f = 0; f < FEATURE_COUNT; f++) mean[f]! += weights[f]! / AVERAGED;
  }
  return mean;
}

function store(weights: Float64Array): Record<string, number[]> {
  const stored: Record<string, number[]> = {};
  let at = 0;
  for (const [name, size] of ALL_TEMPLATES) {
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

interface Scored {
  readonly p: number;
  readonly none: number;
  readonly sure: boolean;
  readonly right: boolean;
  readonly type: string;
  readonly attributed: boolean;
}

function report(label: string, list: readonly (readonly Choice[])[]): void {
  const scored: Scored[] = [];
  let missing = 0;
  let total = 0;
  prepared.forEach((p, k) => {
    for (const { type, attributed, speaker } of p.missed) {
      if (attributed === null || (attributed && speaker === '')) continue;
      scored.push({ p: 0, none: 1, sure: false, right: false, type, attributed });
    }
    p.gold.forEach((gold, q) => {
      if (!gold || gold.attributed === null || (gold.attributed && gold.speaker === '')) return;
      const choice = list[k]![q]!;
      total++;
      if (gold.attributed && rightCandidates(p.reading, gold, p.candidates[q]!).length === 0)
        missing++;
      scored.push({
        p: choice.mention < 0 ? 0 : choice.probability,
        none: choice.none,
        sure: isSure(choice),
        right: gold.attributed === true && isRight(p.reading, gold, choice),
        type: gold.type,
        attributed: gold.attributed,
      });
    });
  });
  console.log(`== ${label}: ${total} quotes, ${missing} without a right candidate`);
  const gold = scored.filter((s) => s.attributed);
  const scare = scored.filter((s) => !s.attributed);
  const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1);
  for (const rule of ['likeliest', 'sure'] as const) {
    const isNamed = (s: Scored): boolean => (rule === 'sure' ? s.sure : s.p > 0);
    const share = (type: string): string => {
      const of = gold.filter((s) => s.type === type);
      return percent(of.filter((s) => isNamed(s) && s.right).length, of.length);
    };
    const named = scored.filter(isNamed);
    const right = named.filter((s) => s.right).length;
    console.log(
      `${rule}: right ${percent(right, gold.length)} direct ${share('direct')} mixed ${share('mixed')}` +
        ` precision ${percent(right, named.length)} (of attributed ${percent(right, named.filter((s) => s.attributed).length)})` +
        ` scare named ${percent(scare.filter(isNamed).length, scare.length)}`,
    );
  }
}

function printErrors(wanted: number): void {
  let seen = 0;
  prepared.forEach((p, k) => {
    p.gold.forEach((gold, q) => {
      if (!gold || gold.attributed === null || (k * 7 + q) % 5 !== 0) return;
      const choice = choices[k]![q]!;
      const named = isSure(choice);
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
