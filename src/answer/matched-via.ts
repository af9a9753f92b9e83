import type { SearchResult } from '../search/search.ts';

/** Names shown for one thing at most. */
const MOST_NAMES = 5;

/** What the words of the question were taken for: "TTP = Tehrik-e-Taliban Pakistan = Pakistani Taliban". */
export function matchedVia(result: Pick<SearchResult, 'entities' | 'fallback'>): readonly string[] {
  const lines = result.entities.map(({ as, name, names }) => {
    const seen = new Set<string>();
    const distinct = [as, name, ...names].map(plainForm).filter((each) => {
      const key = each.toLowerCase().replace(/[\s\-‐–]+/g, ' ');
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return distinct.slice(0, MOST_NAMES).join(' = ');
  });
  const named = [...new Set(lines)].filter((line) => line.includes(' = '));
  if (!result.fallback) return named;
  const how = result.fallback.kind === 'prefix' ? 'words that begin like it' : 'similar spelling';
  return [...named, `no exact match; ${how}: ${result.fallback.terms.join(', ')}`];
}

/** Without the possessive ending that a name carries in a sentence. */
function plainForm(name: string): string {
  return name.replace(/['’]s$/i, '').replace(/\s+/g, ' ');
}
