import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import { attributions } from '../article/attributions.ts';
import type { Passage } from '../article/passage.ts';
import { passages } from '../article/passages.ts';
import type { IndexedArticle } from './search.ts';

/** The article with its passages and quotes, each found when first asked for and then kept. */
export function indexArticle(article: Article): IndexedArticle {
  let found: readonly Passage[] | undefined;
  let said: readonly Attribution[] | undefined;
  return {
    article,
    get passages() {
      found ??= passages(article);
      return found;
    },
    get attributions() {
      said ??= attributions(article.body, article.regions, article);
      return said;
    },
  };
}
