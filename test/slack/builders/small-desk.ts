import { createHash } from 'node:crypto';
import { createDesk } from '../../../src/answer/create-desk.ts';
import type { Desk } from '../../../src/answer/desk.ts';
import type { Article } from '../../../src/article/article.ts';
import { parseAliases } from '../../../src/search/aliases.ts';
import { indexArticle } from '../../../src/search/index-article.ts';
import { createPassageIndex } from '../../../src/search/passage-index.ts';

export type Draft = Partial<Article> & { readonly id: string; readonly body: string };

/** Articles written for the tests: no real person's words. */
export const DRAFTS: readonly Draft[] = [
  {
    id: 'border',
    title: 'Raids on the border',
    publisher: 'Test Wire',
    publishedAt: '2026-11-20',
    url: 'https://example.org/border',
    topics: ['TTP', 'Pakistan'],
    body: [
      'The TTP claimed 40 attacks on the border in October, twice as many as a year before.',
      '“They come back every spring,” said Karim Daud, a colonel of the border guard. “We have learned to wait.”',
      'The ministry called the raids “a serious matter” and promised 300 more guards by January.',
    ].join('\n\n'),
  },
  {
    id: 'schools',
    title: 'Schools stay closed',
    publisher: 'Daily Test',
    publishedAt: '2026-11-18',
    url: 'https://example.org/schools',
    topics: ["Girls' education"],
    sources: [
      {
        id: 's1',
        title: 'Survey of schools',
        publisher: 'Test Institute',
        date: '2026-10',
        url: 'https://example.org/survey',
      },
    ],
    body: [
      'Secondary schools for girls stayed closed for a fifth winter. [^s1]',
      '“My daughter reads at night,” said Mina Rahimi, a teacher in Herat.',
    ].join('\n\n'),
  },
  {
    id: 'old',
    title: 'A quiet year',
    publisher: 'Test Wire',
    publishedAt: '2025-02-01',
    topics: ['TTP'],
    body: 'In 2024 the TTP claimed 20 attacks on the border, the guard said.',
  },
];

const ALIASES = `
entries:
  - { id: ttp, name: Tehrik-e-Taliban Pakistan, kind: group, aliases: [TTP, Pakistani Taliban], topics: [TTP] }
`;

/** The real desk over a few short articles. */
export async function smallDesk(drafts: readonly Draft[] = DRAFTS): Promise<Desk> {
  const aliases = parseAliases(ALIASES);
  const articles = drafts.map(
    (draft): Article => ({ title: draft.id, topics: [], sources: [], regions: [], ...draft }),
  );
  const indexed = articles.map(indexArticle);
  const version = createHash('sha256').update(JSON.stringify(articles)).digest('hex');
  return createDesk({
    articles: indexed,
    index: createPassageIndex(indexed, aliases),
    aliases,
    version: `sha256:${version}`,
    pause: async () => {},
  });
}
