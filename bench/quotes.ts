/**
 * Scores quote extraction and speaker attribution, and prints errors for reading.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… node --import tsx bench/quotes.ts [--set polnear-dev|polnear-train|gum-news] [--errors n]
 *
 * A quote is found when a quote of ours covers over 80 % of it and it over 80 % of ours. A speaker is right
 * when the words that we give as evidence overlap the annotated span, or the name shares a word with it that is
 * no title or stop word; where the annotation is a pronoun only the overlap counts ("lenient" also takes the
 * same pronoun elsewhere). Precision counts every named quote that the annotators judged, scare quotes too.
 */

import type { Attribution } from '../src/article/attribution.ts';
import { LIMITS } from '../src/article/attribution-model.ts';
import { attributions } from '../src/article/attributions.ts';
import type { Reading } from '../src/article/reading.ts';
import { read } from '../src/article/reading.ts';
import { kindOfError } from './quote-errors.ts';
import type { GoldArticle, GoldQuote, GoldReport } from './quotes-data.ts';
import { goldArticles, isPronoun, nameWords, sharesWord } from './quotes-data.ts';

type Outcome =
  | 'right'
  | 'not found'
  | 'nobody named'
  | 'wrong, pronoun'
  | 'wrong, other party'
  | 'scare named'
  | 'scare silent';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const only = option('--set') as 'polnear-dev' | undefined;
const wanted = Number(option('--errors') ?? 0);

for (const set of only ? [only] : (['polnear-dev', 'gum-news'] as const))
  scoreSet(set, goldArticles(set));
reported(goldArticles(only ?? 'polnear-dev'));
speed(goldArticles('polnear-train'));

function scoreSet(set: string, articles: readonly GoldArticle[]): void {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  const kinds = new Map<string, number>();
  let resolved = 0;
  let resolvedRight = 0;
  let shown = 0;
  for (const article of articles) {
    const ours = attributions(article.text).filter((a) => a.kind !== 'indirect');
    let reading: Reading | undefined;
    for (const gold of article.quotes) {
      if (gold.attributed === null) continue;
      const match = ours.find((a) => covers(a, gold, set !== 'gum-news'));
      const kind = gold.attributed ? gold.type : 'scare';
      const outcome = judge(article.text, gold, match, set === 'gum-news');
      add(`${kind}: ${outcome}`);
      add(outcome);
      if (outcome === 'wrong, pronoun' && match?.speaker && samePronoun(article.text, gold, match))
        add(`${kind}: lenient`);
      if (match?.speaker && gold.aliases.length > 0 && outcome === 'right') {
        resolved++;
        const names = nameWords(gold.aliases.join(' '));
        if (sharesWord(names, nameWords(match.speaker.name))) resolvedRight++;
      }
      if (outcome === 'right' || outcome === 'scare silent') continue;
      reading ??= read(article.text);
      const error = kindOfError(reading, gold, match);
      kinds.set(error, (kinds.get(error) ?? 0) + 1);
      if (shown < wanted) {
        shown++;
        console.log(`(${error})`);
        show(article.text, gold, match, outcome);
      }
    }
  }
  const sum = (...keys: string[]): number => keys.reduce((n, key) => n + (counts.get(key) ?? 0), 0);
  const wrong = ['wrong, pronoun', 'wrong, other party'];
  const attributed = sum('right', 'not found', 'nobody named', ...wrong);
  const percent = (part: number, whole: number): string =>
    `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
  const of = (type: string): string => {
    const outcomes = ['right', 'not found', 'nobody named', ...wrong].map((o) => `${type}: ${o}`);
    return percent(sum(`${type}: right`), sum(...outcomes));
  };
  const lenient = sum('direct: lenient', 'mixed: lenient');
  console.log(
    `== ${set}, named from a probability of ${LIMITS.long.named}, short quotes from ${LIMITS.short.named}`,
  );
  console.log(
    `attributed quotes found            ${percent(attributed - sum('not found'), attributed)}`,
  );
  console.log(
    `right speaker                      ${percent(sum('right'), attributed)}; lenient ${percent(sum('right') + lenient, attributed)}`,
  );
  console.log(`right speaker, direct              ${of('direct')}`);
  if (sum('mixed: right') > 0) console.log(`right speaker, mixed               ${of('mixed')}`);
  const named = sum('right', ...wrong, 'scare named');
  console.log(
    `precision where somebody is named  ${percent(sum('right'), named)}; of attributed quotes only ${percent(sum('right'), named - sum('scare named'))}`,
  );
  const scare = sum('scare named', 'scare silent');
  if (scare > 0)
    console.log(`scare quotes given a speaker       ${percent(sum('scare named'), scare)}`);
  if (resolved > 0)
    console.log(`full name right, where data has it ${percent(resolvedRight, resolved)}`);
  console.log('errors by kind:');
  for (const [kind, n] of [...kinds].sort((a, b) => b[1] - a[1]))
    console.log(`${String(n).padStart(5)}  ${kind}`);
}

function covers(a: { start: number; end: number }, b: GoldQuote, both: boolean): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  // GUM cuts quotations at sentences: there a part of ours is found too.
  return shared > 0.8 * (both ? Math.max(a.end - a.start, b.end - b.start) : b.end - b.start);
}

function judge(
  text: string,
  gold: GoldQuote,
  match: Attribution | undefined,
  aliases: boolean,
): Outcome {
  if (!gold.attributed) return match?.speaker ? 'scare named' : 'scare silent';
  if (!match) return 'not found';
  const { speaker } = match;
  if (!speaker) return 'nobody named';
  if (
    gold.speakerSpans.some(([start, end]) => speaker.span.start < end && speaker.span.end > start)
  )
    return 'right';
  const ours = nameWords(`${speaker.name} ${text.slice(speaker.span.start, speaker.span.end)}`);
  if (aliases && sharesWord(ours, nameWords(gold.aliases.join(' ')))) return 'right';
  if (isPronoun(gold.speaker)) return 'wrong, pronoun';
  return sharesWord(ours, nameWords(gold.speaker)) ? 'right' : 'wrong, other party';
}

function samePronoun(text: string, gold: GoldQuote, match: Attribution): boolean {
  const { span } = match.speaker!;
  return text.slice(span.start, span.end).toLowerCase() === gold.speaker.toLowerCase();
}

function show(
  text: string,
  gold: GoldQuote,
  match: Attribution | undefined,
  outcome: Outcome,
): void {
  const speaker = match?.speaker;
  const evidence = speaker
    ? `${speaker.name} by "${text.slice(speaker.span.start, speaker.span.end)}" ${match.confidence.toFixed(2)}`
    : 'nobody';
  console.log(
    `--- ${outcome} [${gold.type}] gold: ${gold.attributed ? gold.speaker : 'nobody'} | ours: ${evidence}\n` +
      `${text.slice(Math.max(0, gold.start - 200), gold.start)}⟦${text.slice(gold.start, gold.end).slice(0, 200)}⟧${text.slice(gold.end, gold.end + 120)}`,
  );
}

/**
 * Indirect speech: ours against annotated attributions without quotation marks in their content. Found: over half
 * of the annotated content is covered by one of ours (or the reverse, for ours that an annotation explains).
 */
function reported(articles: readonly GoldArticle[]): void {
  let gold = 0;
  let found = 0;
  let ours = 0;
  let explained = 0;
  let right = 0;
  for (const { text, quotes, reports } of articles) {
    const plain = reports.filter(
      ({ content, source }) =>
        source.length > 0 &&
        content.length > 0 &&
        !quotes.some((q) => content.some(([start, end]) => q.start < end && q.end > start)),
    );
    const found_ = attributions(text).filter((a) => a.kind === 'indirect');
    const covered = (a: Attribution, spans: GoldReport['content']): number =>
      spans.reduce(
        (n, [start, end]) => n + Math.max(0, Math.min(a.end, end) - Math.max(a.start, start)),
        0,
      );
    gold += plain.length;
    ours += found_.length;
    for (const report of plain) {
      const size = report.content.reduce((n, [start, end]) => n + end - start, 0);
      if (found_.some((a) => covered(a, report.content) > size / 2)) found++;
    }
    for (const a of found_) {
      const matches = reports.filter(
        (report) => covered(a, report.content) > (a.end - a.start) / 2,
      );
      if (matches.length === 0) continue;
      explained++;
      const at = a.speaker!.span;
      const names = nameWords(`${a.speaker!.name} ${text.slice(at.start, at.end)}`);
      const same = matches.some(({ source }) =>
        source.some(
          ([start, end]) =>
            (at.start < end && at.end > start) ||
            sharesWord(names, nameWords(text.slice(start, end))),
        ),
      );
      if (same) right++;
    }
  }
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `indirect speech: ${ours} found, of them annotated ${percent(explained, ours)}, right speaker ${percent(right, ours)} of all, ` +
      `${percent(right, explained)} of annotated; ${percent(found, gold)} of ${gold} annotated found`,
  );
}

function speed(articles: readonly GoldArticle[]): void {
  const texts = articles.map((article) => article.text);
  const size = texts.reduce((n, text) => n + text.length, 0);
  for (const text of texts.slice(0, 100)) attributions(text);
  const start = process.cpuUsage();
  for (const text of texts) attributions(text);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(
    `speed: ${(size / seconds / 1e6).toFixed(2)} million characters a second of processor time`,
  );
}
