import type { CorpusView } from './corpus-view.ts';
import type { AnalyzedQuery } from './query.ts';
import type { MatchedEntity } from './search.ts';

/** Names that the question used, under which the corpus was searched; and what to say of shared ones. */
export function matchedEntities(
  { mentions, concepts, tokens }: AnalyzedQuery,
  { namesOf, stats }: CorpusView,
  text: string,
): { entities: readonly MatchedEntity[]; notes: readonly string[] } {
  const entities: MatchedEntity[] = [];
  const notes: string[] = [];
  for (const { entity, from, to, ambiguous } of mentions) {
    if (ambiguous && !notes.includes(ambiguous.say)) notes.push(ambiguous.say);
    if (entities.some(({ id }) => id === entity.id)) continue;
    const last = tokens[to - 1]!;
    entities.push({
      id: entity.id,
      name: entity.name,
      kind: entity.kind,
      as: text.slice(tokens[from]!.start, last.start + last.surface.length),
      names: namesOf(entity.id),
      topics: entity.topics,
    });
  }
  for (const { as, variants, mention } of concepts) {
    const other = variants.slice(1).filter(({ weight }) => weight === SPELLING);
    if (mention || other.length === 0) continue;
    const names = other
      .map(({ term }) => ({ name: titled(term), df: stats.df(term) }))
      .sort((a, b) => b.df - a.df || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name);
    entities.push({
      id: `spelling:${variants[0]!.term}`,
      name: as,
      kind: 'learned',
      as,
      names,
      topics: [],
    });
  }
  return { entities, notes };
}

const SPELLING = 0.8;

function titled(term: string): string {
  return term.charAt(0).toUpperCase() + term.slice(1);
}
