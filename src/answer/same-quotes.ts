import type { QuotedStatement } from './answer.ts';
import { byDate } from './citation.ts';
import { fold } from './fold.ts';

/**
 * Statements with the same words once, in the order of their first appearance: the earliest article's is
 * kept, and it counts the articles that have it.
 */
export function sameQuotesOnce(statements: readonly QuotedStatement[]): readonly QuotedStatement[] {
  const groups = new Map<string, QuotedStatement[]>();
  for (const statement of statements) {
    const key = fold(statement.text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].flatMap((group) => {
    const articles = new Set(group.map(({ articleId }) => articleId)).size;
    const first = [...group].sort(byDate)[0];
    if (!first) return [];
    if (articles < 2) return [first];
    const { start: _start, end: _end, text: _text, ...citation } = first;
    return [{ ...first, sameWords: { articles, first: citation } }];
  });
}
