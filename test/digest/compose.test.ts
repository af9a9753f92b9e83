import { describe, expect, it } from 'vitest';
import type { Excerpt } from '../../src/answer/answer.ts';
import { compose } from '../../src/digest/compose.ts';

const excerpt = (articleId: string, text: string, publisher: string): Excerpt => ({
  articleId,
  title: `Title of ${articleId}`,
  publisher,
  paragraph: 1,
  sources: [],
  start: 0,
  end: text.length,
  text,
  highlights: [],
  score: 1,
});
const item = (topic: string, articleId: string, text: string, publisher = 'Wire') => ({
  topic,
  excerpt: excerpt(articleId, text, publisher),
});

describe('composing a digest', () => {
  it('shows an article once, under its first topic, and drops topics left empty', () => {
    const digest = compose({
      articles: 1,
      publishers: 1,
      corpus: 'sha256:1',
      groups: [
        { topic: 'TTP', items: [item('TTP', 'a', 'One.')] },
        { topic: 'Pakistan', items: [item('Pakistan', 'a', 'Two.')] },
      ],
    });
    expect(digest.groups.map((group) => group.topic)).toEqual(['TTP']);
  });

  it('collapses the same words of several outlets into the first, and names the others', () => {
    const digest = compose({
      articles: 3,
      publishers: 2,
      corpus: 'sha256:1',
      groups: [
        {
          topic: 'Aid',
          items: [
            item('Aid', 'a', 'The “aid” came – late.', 'Wire'),
            item('Aid', 'b', 'The "aid" came - late.', 'Daily'),
            item('Aid', 'c', 'The aid came late', 'Wire'),
            item('Aid', 'd', 'Something else.', 'Daily'),
          ],
        },
      ],
    });
    const [group] = digest.groups;
    expect(group?.items.map((one) => one.excerpt.articleId)).toEqual(['a', 'd']);
    expect(group?.items[0]?.alsoIn).toEqual(['Daily']);
    expect(group?.items[0]?.excerpt.text).toBe('The “aid” came – late.');
  });
});
