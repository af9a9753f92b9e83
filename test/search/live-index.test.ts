import { setImmediate as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { acronyms } from '../../src/search/acronyms.ts';
import { parseAliases } from '../../src/search/aliases.ts';
import { buildSegment, segmentOf } from '../../src/search/build-segment.ts';
import { compact } from '../../src/search/compact.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { liveIndex } from '../../src/search/live-index.ts';
import { createPassageIndex, searchCorpus } from '../../src/search/passage-index.ts';
import type { IndexedArticle } from '../../src/search/search.ts';
import { writeSnapshot } from '../../src/search/snapshot.ts';
import { aliasesText, article } from '../builders/border-post.ts';

const aliases = parseAliases(aliasesText);
const SENTENCES = [
  'The Water Users Board (WUB) met in Sarwan on Monday.',
  'The Women United for Bread (WUB) handed out flour.',
  'The WUB said that the canal was dry.',
  'The Hill Front attacked a convoy near Torwam.',
  'The World Harvest Office (WHO) counted the melons.',
  'WHO asked the growers who had sold them.',
  'Growers in Torwam sold melons at half the price.',
  'Ms Roshan, the minister, said: “The harvest was saved by the rain of this spring.”',
  'Torwan and Torwam are two names of one town.',
  'A bridge over the Sarwan river was closed for repairs.',
  'Soldiers of the New Hill Front of Sarwan crossed the river.',
  'Layla Roshan told reporters that the bridge would open again.',
  'The north valley water users board has no office.',
  'Prices rose by 12 per cent in 2023, the board of growers wrote.',
];
const QUESTIONS = [
  'what did the WUB say',
  'Water Users Board',
  'melon harvest',
  'WHO melons',
  'Torwam',
  'Hill Front',
  'who closed the bridge over the river?',
  'Laila Roshan rain',
  'harvesst',
  'prices in 2023',
  'grow',
];

/** Numbers of a linear congruential generator (Numerical Recipes). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function made(id: string, random: (below: number) => number): IndexedArticle {
  const draw = (): string => SENTENCES[random(SENTENCES.length)]!;
  const paragraphs = Array.from({ length: 1 + random(3) }, () => `${draw()} ${draw()}`);
  const day = 1 + random(28);
  return indexArticle(
    article({
      id,
      title: draw().slice(0, 30),
      body: paragraphs.join('\n\n'),
      publishedAt: `2024-0${1 + random(9)}-${String(day).padStart(2, '0')}`,
    }),
  );
}

const byId = (articles: Iterable<IndexedArticle>): readonly IndexedArticle[] =>
  [...articles].sort((a, b) => (a.article.id < b.article.id ? -1 : 1));

/** An index that came to its articles by way of others, in small steps. */
async function grown(seed: number) {
  const random = randomNumbers(seed);
  const now = new Map<string, IndexedArticle>();
  const put = (id: string): IndexedArticle => {
    const one = made(id, random);
    now.set(id, one);
    return one;
  };
  for (let i = 0; i < 1 + random(4); i++) put(`a${random(40)}`);
  const first = byId(now.values());
  const live = await liveIndex(
    buildSegment(first, aliases),
    first,
    aliases,
    async (articles, learned) =>
      segmentOf(
        articles,
        aliases,
        learned,
        articles.map((one) => acronyms(one.article.body)),
      ),
    pause,
  );
  for (let step = 0; step < 12; step++) {
    const gone = [...now.keys()].filter(() => random(5) === 0);
    for (const id of gone) now.delete(id);
    const added = new Map(
      Array.from({ length: random(5) }, () => `a${random(40)}`).map((id) => [id, put(id)]),
    );
    await live.change(gone, byId(added.values()));
  }
  return { live, articles: byId(now.values()) };
}

describe('an index whose articles come and go', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is the index of the articles that are left, byte for byte (%i)',
    async (seed) => {
      const { live, articles } = await grown(seed);
      expect(articles.length).toBeGreaterThan(3);
      const compacted = compact(live.loose());
      const built = buildSegment(articles, aliases);
      expect(compacted).toEqual(built);
      expect(Buffer.from(writeSnapshot(compacted, 'x'))).toEqual(
        Buffer.from(writeSnapshot(built, 'x')),
      );
    },
  );

  test.each([11, 12, 13])('answers as that index does (%i)', async (seed) => {
    const { live, articles } = await grown(seed);
    const index = searchCorpus(live.view, live.articles, aliases);
    const anew = createPassageIndex(articles, aliases);
    expect(index.passages).toBe(anew.passages);
    for (const text of QUESTIONS) {
      expect(await index.search({ text }, 20)).toEqual(await anew.search({ text }, 20));
    }
    const filtered = { text: 'harvest', speaker: 'Laila Roshan', exact: ['was saved'] };
    expect(await index.search(filtered, 20)).toEqual(await anew.search(filtered, 20));
  });

  test('a view stays as it is when the corpus changes', async () => {
    const random = randomNumbers(5);
    const first = byId([made('a', random), made('b', random)]);
    const live = await liveIndex(
      buildSegment(first, aliases),
      first,
      aliases,
      async (some, learned) => segmentOf(some, aliases, learned, []),
      pause,
    );
    const index = searchCorpus(live.view, live.articles, aliases);
    const before = await Promise.all(QUESTIONS.map((text) => index.search({ text }, 20)));
    for (const id of ['c', 'a', 'd']) await live.change(['b'], [made(id, random)]);
    expect(await Promise.all(QUESTIONS.map((text) => index.search({ text }, 20)))).toEqual(before);
  });
});
