import { type Kysely, sql } from 'kysely';
import type { Segment } from '../search/segment.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { ENTITY, STOP } from '../search/token-flags.ts';
import { openVocabulary } from '../search/vocabulary.ts';
import type { ArticleWords } from './article-words.ts';
import type { Engine } from './engine.ts';
import { listsOf } from './fts-tokens.ts';
import { jsonRows } from './json-rows.ts';
import { jsonValues } from './json-values.ts';
import type { Schema } from './schema.ts';

/** What changes in the corpus's figures, summed over a batch. */
export interface Deltas {
  readonly terms: Map<string, TermDelta>;
  readonly names: Map<string, Map<string, number>>;
  passages: number;
  words: number;
  articles: number;
  allWords: number;
}

interface TermDelta {
  df: number;
  capitals: number;
  small: number;
  lists: number;
}

export function noDeltas(): Deltas {
  return { terms: new Map(), names: new Map(), passages: 0, words: 0, articles: 0, allWords: 0 };
}

function entry(deltas: Deltas, term: string): TermDelta {
  const known = deltas.terms.get(term);
  if (known) return known;
  const fresh = { df: 0, capitals: 0, small: 0, lists: 0 };
  deltas.terms.set(term, fresh);
  return fresh;
}

/** Takes an article out of the figures. */
export function countOut(deltas: Deltas, article: ArticleWords): void {
  const df = new Int32Array(article.terms);
  const lastIn = new Int32Array(article.terms).fill(-1);
  for (let index = 0; index < article.passages; index++) {
    const hold = (place: number, flags: number): void => {
      if (flags & STOP || lastIn[place] === index) return;
      lastIn[place] = index;
      df[place]! += 1;
    };
    article.eachTitleWord(hold);
    article.eachWord(index, 'heading', hold);
    article.eachWord(index, 'speaker', hold);
    article.eachWord(index, 'words', (place, flags) => {
      hold(place, flags);
      deltas.allWords -= 1;
      if (!(flags & (STOP | ENTITY))) deltas.words -= 1;
    });
  }
  df.forEach((count, place) => {
    if (count > 0) entry(deltas, article.term(place)).df -= count;
  });
  deltas.passages -= article.passages;
  deltas.articles -= 1;
}

/**
 * Adds the articles of a segment. Written forms are only ever added: they decide what counts as a name, and a
 * removed article is no reason to forget one. @returns the segment's terms, by their numbers in it.
 */
export function countIn(deltas: Deltas, segment: Segment): readonly string[] {
  const vocabulary = openVocabulary(segment.vocabulary);
  const terms = Array.from(segment.capitals, (_, id) => vocabulary.termOf(id));
  const { postingsAt, counts } = segment;
  terms.forEach((term, id) => {
    const one = entry(deltas, term);
    one.df += postingsAt[id + 1]! - postingsAt[id]!;
    one.capitals += segment.capitals[id]!;
    one.small += segment.small[id]!;
    for (let at = postingsAt[id]!; at < postingsAt[id + 1]!; at++) {
      one.lists |= listsOf(counts[at]!);
    }
  });
  for (const [id, forms] of segment.facts.named) {
    const all = deltas.names.get(id) ?? new Map<string, number>();
    deltas.names.set(id, all);
    for (const [form, uses] of forms) all.set(form, (all.get(form) ?? 0) + uses);
  }
  for (const word of segment.forward) if (!(word & (STOP | ENTITY))) deltas.words += 1;
  deltas.allWords += segment.forward.length;
  deltas.passages += segment.lengths.length;
  deltas.articles += segment.days.length;
  return terms;
}

/** Takes so many numbers, which are never given out again. @returns the first one. */
export async function takeNumbers(
  trx: Kysely<Schema>,
  counted: Schema['fts_numbers']['counted'],
  count: number,
): Promise<number> {
  const { next_number } = await trx
    .updateTable('fts_numbers')
    .set((eb) => ({ next_number: eb('next_number', '+', count) }))
    .where('counted', '=', counted)
    .returning('next_number')
    .executeTakeFirstOrThrow();
  return next_number - count;
}

/** Writes what a batch changed. @returns the numbers of its terms. */
export async function applyDeltas(
  trx: Kysely<Schema>,
  engine: Engine,
  team: string,
  deltas: Deltas,
): Promise<ReadonlyMap<string, number>> {
  const numbers = await writeTerms(trx, engine, team, deltas);
  const names = [...deltas.names].flatMap(([entity, forms]) =>
    [...forms].map(([form, uses]) => ({ entity, form, uses })),
  );
  if (names.length > 0) {
    await sql`insert into fts_names (team, entity, form, uses)
      select ${team}, entity, form, uses
      from ${jsonRows(engine, names, { entity: 'text', form: 'text', uses: 'integer' })} as r
      where true
      on conflict (team, entity, form) do update set uses = fts_names.uses + excluded.uses`.execute(
      trx,
    );
  }
  const { passages, words, articles, allWords } = deltas;
  await sql`insert into fts_facts (team, passages, words, articles, all_words, revision, sequence, learned)
    values (${team}, ${passages}, ${words}, ${articles}, ${allWords}, 1, 0, '[]')
    on conflict (team) do update set passages = fts_facts.passages + ${passages},
      words = fts_facts.words + ${words},
      articles = fts_facts.articles + ${articles},
      all_words = fts_facts.all_words + ${allWords},
      revision = fts_facts.revision + 1`.execute(trx);
  return numbers;
}

async function writeTerms(
  trx: Kysely<Schema>,
  engine: Engine,
  team: string,
  { terms }: Deltas,
): Promise<ReadonlyMap<string, number>> {
  const known = await sql<{ term: string; number: number }>`
    select term, number from fts_terms where team = ${team}
      and term in ${jsonValues(engine, [...terms.keys()], 'text')}`.execute(trx);
  const numbers = new Map(known.rows.map(({ term, number }) => [term, number]));
  const fresh = [...terms.keys()].filter((term) => !numbers.has(term));
  let next = await takeNumbers(trx, 'term', fresh.length);
  const isFresh = new Set(fresh);
  for (const term of fresh) numbers.set(term, next++);
  const rows = [...terms].map(([term, { df, capitals, small, lists }]) => ({
    term,
    number: numbers.get(term)!,
    df,
    capitals,
    small,
    lists,
    spelling: isFresh.has(term) && hasSpellings(term) ? spellingEntry(term) : null,
  }));
  const columns = {
    term: 'text',
    number: 'bigint',
    df: 'integer',
    capitals: 'integer',
    small: 'integer',
    lists: 'integer',
    spelling: 'text',
  } as const;
  await sql`insert into fts_terms (team, term, number, df, capitals, small, lists, spelling)
    select ${team}, term, number, df, capitals, small, lists, spelling
    from ${jsonRows(engine, rows, columns)} as r where true
    on conflict (team, term) do update set df = fts_terms.df + excluded.df,
      capitals = fts_terms.capitals + excluded.capitals,
      small = fts_terms.small + excluded.small,
      lists = fts_terms.lists | excluded.lists`.execute(trx);
  return numbers;
}
