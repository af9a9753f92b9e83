import { expect, test } from 'vitest';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { buildSegment } from '../../src/search/build-segment.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { STOP, TERM_MASK } from '../../src/search/token-flags.ts';
import { openVocabulary } from '../../src/search/vocabulary.ts';
import { encodeArticle, openArticle, type PassageText } from '../../src/store/article-words.ts';
import { starterArticles } from './support/many-articles.ts';

test('an article is read back as it was indexed: words, flags, passages', async () => {
  const { starter } = await starterArticles();
  const articles = starter.slice(0, 6).map(indexArticle);
  const segment = buildSegment(articles, NO_ALIASES);
  const { termOf } = openVocabulary(segment.vocabulary);
  const told = (words: Uint32Array) =>
    [...words].map((word) => [termOf(word & TERM_MASK), (word & ~TERM_MASK) >>> 0]);

  articles.forEach(({ passages }, number) => {
    const read = openArticle(encodeArticle(segment, number, passages));
    const words = (index: number, text: PassageText) => {
      const found: (readonly [string, number])[] = [];
      read.eachWord(index, text, (place, flags) => found.push([read.term(place), flags]));
      return found;
    };
    const first = segment.articlePassages[number]!;
    const counts = new Map<string, number>();
    expect(read.passages).toBe(passages.length);
    passages.forEach((passage, index) => {
      const at = first + index;
      const of = (all: Uint32Array, starts: Uint32Array) =>
        told(all.subarray(starts[at]!, starts[at + 1]!));
      const text = of(segment.forward, segment.forwardAt);
      expect(words(index, 'words')).toEqual(text);
      expect(words(index, 'heading')).toEqual(of(segment.headings, segment.headingAt));
      expect(words(index, 'speaker')).toEqual(of(segment.speakers, segment.speakerAt));
      expect(read.passage(index)).toEqual(passage);
      expect(read.size(index)).toBe(text.length);
      for (const [term, flags] of text as [string, number][]) {
        if (!(flags & STOP)) counts.set(term, (counts.get(term) ?? 0) + 1);
      }
    });
    const title: (readonly [string, number])[] = [];
    read.eachTitleWord((place, flags) => title.push([read.term(place), flags]));
    const { titles, titleAt } = segment;
    expect(title).toEqual(told(titles.subarray(titleAt[number]!, titleAt[number + 1]!)));
    for (let place = 0; place < read.terms; place++) {
      expect(read.count(place)).toBe(counts.get(read.term(place)) ?? 0);
    }
  });
});
