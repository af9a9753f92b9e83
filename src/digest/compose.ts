import type { DigestItem, DigestSelection } from '../answer/desk.ts';

/** One article of a digest. */
export interface ComposedItem extends DigestItem {
  /** Publishers of further articles with the same words, collapsed into this one. */
  readonly alsoIn: readonly string[];
}

export interface ComposedGroup {
  readonly topic: string;
  /** At least one; the first is shown in the post, the others in its thread. */
  readonly items: readonly ComposedItem[];
}

export interface Digest {
  readonly groups: readonly ComposedGroup[];
  readonly articles: number;
  readonly publishers: number;
  readonly corpus: string;
}

/**
 * A digest from what is new: each article once, under the first of its topics; the same words from
 * several outlets once, with the other outlets named.
 */
export function compose(selection: DigestSelection): Digest {
  const articles = new Set<string>();
  const byWords = new Map<string, { item: DigestItem; alsoIn: Set<string> }>();
  const groups = selection.groups.map(({ topic, items }) => ({
    topic,
    entries: items.flatMap((item) => {
      if (articles.has(item.excerpt.articleId)) return [];
      articles.add(item.excerpt.articleId);
      const key = sameWordsKey(item.excerpt.text);
      const held = byWords.get(key);
      if (held) {
        const { publisher, title } = item.excerpt;
        const outlet = publisher ?? title;
        if (outlet !== held.item.excerpt.publisher) held.alsoIn.add(outlet);
        return [];
      }
      const entry = { item, alsoIn: new Set<string>() };
      byWords.set(key, entry);
      return [entry];
    }),
  }));
  return {
    groups: groups
      .filter((group) => group.entries.length > 0)
      .map(({ topic, entries }) => ({
        topic,
        items: entries.map(({ item, alsoIn }) => ({ ...item, alsoIn: [...alsoIn] })),
      })),
    articles: selection.articles,
    publishers: selection.publishers,
    corpus: selection.corpus,
  };
}

/** Letters and digits only: outlets set quote marks, dashes and spaces differently. */
function sameWordsKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
