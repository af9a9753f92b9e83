import { type Kysely, sql } from 'kysely';
import type { Segment } from '../search/segment.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { ENTITY, STOP } from '../search/token-flags.ts';
import { openVocabulary } from '../search/vocabulary.ts';
import { chunks } from './chunks.ts';
import { decodeWords, type FlaggedWord } from './fts-words.ts';
import type { Schema } from './schema.ts';

/** What changes in the corpus's figures, summed over a batch. */
export interface Deltas {
  readonly terms: Map<string, { df: number; capitals: number; small: number }>;
  readonly names: Map<string, Map<string, number>>;
  passages: number;
  words: number;
  articles: number;
  allWords: number;
}

export function noDeltas(): Deltas {
  return { terms: new Map(), names: new Map(), passages: 0, words: 0, articles: 0, allWords: 0 };
}

export interface Fields {
  readonly title: readonly FlaggedWord[];
  readonly words: readonly FlaggedWord[];
  readonly heading: readonly FlaggedWord[];
  readonly speaker: readonly FlaggedWord[];
}

export function fieldsOf(row: {
  title: string;
  words: string;
  heading: string;
  speaker: string;
}): Fields {
  return {
    title: decodeWords(row.title),
    words: decodeWords(row.words),
    heading: decodeWords(row.heading),
    speaker: decodeWords(row.speaker),
  };
}

/** Adds a passage to the figures, or takes it out. */
export function countPassage(deltas: Deltas, fields: Fields, sign: 1 | -1): void {
  const held = new Set<string>();
  for (const words of [fields.title, fields.words, fields.heading, fields.speaker]) {
    for (const { term, flags } of words) if (!(flags & STOP)) held.add(term);
  }
  for (const term of held) entry(deltas, term).df += sign;
  deltas.passages += sign;
  deltas.allWords += sign * fields.words.length;
  deltas.words += sign * fields.words.filter(({ flags }) => !(flags & (STOP | ENTITY))).length;
}

function entry(deltas: Deltas, term: string): { df: number; capitals: number; small: number } {
  const known = deltas.terms.get(term);
  if (known) return known;
  const fresh = { df: 0, capitals: 0, small: 0 };
  deltas.terms.set(term, fresh);
  return fresh;
}

/** Written forms are only ever added: they decide what counts as a name, and a removed article is no reason to forget one. */
export function countForms(deltas: Deltas, segment: Segment): void {
  const vocabulary = openVocabulary(segment.vocabulary);
  segment.capitals.forEach((capitals, id) => {
    const small = segment.small[id] ?? 0;
    if (capitals + small === 0) return;
    const one = entry(deltas, vocabulary.termOf(id));
    one.capitals += capitals;
    one.small += small;
  });
  for (const [id, forms] of segment.facts.named) {
    const all = deltas.names.get(id) ?? new Map<string, number>();
    deltas.names.set(id, all);
    for (const [form, uses] of forms) all.set(form, (all.get(form) ?? 0) + uses);
  }
}

/** Writes what a batch changed. */
export async function applyDeltas(
  trx: Kysely<Schema>,
  team: string,
  deltas: Deltas,
): Promise<void> {
  const terms = [...deltas.terms].map(([term, counts]) => ({
    team,
    term,
    ...counts,
    spelling: hasSpellings(term) ? spellingEntry(term) : null,
  }));
  for (const chunk of chunks(terms)) {
    await trx
      .insertInto('fts_terms')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['team', 'term']).doUpdateSet((eb) => ({
          df: eb('fts_terms.df', '+', eb.ref('excluded.df')),
          capitals: eb('fts_terms.capitals', '+', eb.ref('excluded.capitals')),
          small: eb('fts_terms.small', '+', eb.ref('excluded.small')),
        })),
      )
      .execute();
  }
  const names = [...deltas.names].flatMap(([entity, forms]) =>
    [...forms].map(([form, uses]) => ({ team, entity, form, uses })),
  );
  for (const chunk of chunks(names)) {
    await trx
      .insertInto('fts_names')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['team', 'entity', 'form']).doUpdateSet((eb) => ({
          uses: eb('fts_names.uses', '+', eb.ref('excluded.uses')),
        })),
      )
      .execute();
  }
  await sql`insert into fts_facts (team, passages, words, articles, all_words, learned)
    values (${team}, ${deltas.passages}, ${deltas.words}, ${deltas.articles},
      ${deltas.allWords}, '[]')
    on conflict (team) do update set passages = fts_facts.passages + ${deltas.passages},
      words = fts_facts.words + ${deltas.words},
      articles = fts_facts.articles + ${deltas.articles},
      all_words = fts_facts.all_words + ${deltas.allWords}`.execute(trx);
}
