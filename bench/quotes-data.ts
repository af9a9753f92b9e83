import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface GoldQuote {
  readonly start: number;
  readonly end: number;
  /** Null: the annotators did not say. */
  readonly attributed: boolean | null;
  readonly type: string;
  readonly speaker: string;
  readonly speakerSpans: readonly (readonly [number, number])[];
  /** Other names of the same speaker, where the data has them. */
  readonly aliases: readonly string[];
}

/** Reported speech without quotation marks. */
export interface GoldReport {
  readonly content: readonly (readonly [number, number])[];
  readonly source: readonly (readonly [number, number])[];
}

export interface GoldArticle {
  readonly id: string;
  readonly text: string;
  readonly quotes: readonly GoldQuote[];
  readonly reports: readonly GoldReport[];
}

/**
 * Reads a set of annotated articles from the folder that `AFGHAN_BRIEF_EVAL_DATA` names.
 * Ends the process with a message when it is not there.
 */
export function goldArticles(
  set: 'polnear-train' | 'polnear-dev' | 'gum-news',
): readonly GoldArticle[] {
  const root = process.env.AFGHAN_BRIEF_EVAL_DATA;
  const name = set === 'gum-news' ? 'gum-news.jsonl' : `${set}.jsonl.gz`;
  const path = join(root ?? '$AFGHAN_BRIEF_EVAL_DATA', 'quotes', name);
  if (!root || !existsSync(path)) {
    console.log(
      `skipped: no file ${path} (AFGHAN_BRIEF_EVAL_DATA names the folder of the evaluation data)`,
    );
    process.exit(0);
  }
  const bytes = readFileSync(path);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const row = JSON.parse(line);
      return {
        id: row.id,
        text: row.text,
        quotes: row.quotes.map(set === 'gum-news' ? gum : polnear),
        reports: (row.attributions ?? []).map(report),
      };
    });
}

// biome-ignore lint/suspicious/noExplicitAny: rows of a foreign file
function polnear(q: any): GoldQuote {
  return {
    start: q.start,
    end: q.end,
    attributed: q.attributed,
    type: q.type,
    speaker: q.speaker ?? '',
    speakerSpans: q.speaker_spans ?? [],
    aliases: [],
  };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of a foreign file
function report(a: any): GoldReport {
  const spans = (list: readonly { start: number; end: number }[]): readonly [number, number][] =>
    list.map(({ start, end }) => [start, end]);
  return { content: spans(a.content), source: spans(a.source) };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of a foreign file
function gum(q: any): GoldQuote {
  return {
    start: q.start,
    end: q.end,
    attributed: q.score_attribution ? true : null,
    type: 'direct',
    speaker: q.speaker_mention ?? '',
    speakerSpans: q.speaker_span ? [q.speaker_span] : [],
    aliases: q.speaker_aliases ?? [],
  };
}

const PRONOUNS = new Set(
  'he she they it who i we his her him them which that their its our us me one'.split(' '),
);
const IGNORED = new Set(
  (
    'the a an of in on at for to and or by with from as that is was were are be this these those some many several ' +
    'mr mrs ms dr sen senator gov governor rep representative president former vice secretary gen general prime minister ' +
    'professor prof chairman director s jr sr'
  ).split(' '),
);

export function isPronoun(text: string): boolean {
  return PRONOUNS.has(text.trim().toLowerCase());
}

/** Words that identify somebody: no titles, no stop words. */
export function nameWords(text: string): ReadonlySet<string> {
  const all =
    text
      .toLowerCase()
      .replace(/[’']s\b/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept = all.filter((word) => !IGNORED.has(word) && !PRONOUNS.has(word));
  return new Set(kept.length > 0 ? kept : all.filter((word) => !PRONOUNS.has(word)));
}

export function sharesWord(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const word of a) if (b.has(word)) return true;
  return false;
}
