import { createDesk } from '../../src/answer/create-desk.ts';
import type { Desk } from '../../src/answer/desk.ts';
import type { Article } from '../../src/article/article.ts';
import { markdownRegions } from '../../src/article/clean.ts';
import { parseAliases } from '../../src/search/aliases.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';

/** An article of an invented country, with defaults for what a test does not care about. */
export function article(fields: Partial<Article> & Pick<Article, 'id' | 'body'>): Article {
  return {
    title: `Article ${fields.id}`,
    topics: [],
    sources: [],
    regions: markdownRegions(fields.body),
    ...fields,
  };
}

export const aliasesText = `
entries:
  - { id: hill-front, name: Hill Front, kind: group, aliases: [HF], topics: [Insurgency] }
  - { id: new-hill-front, name: New Hill Front of Sarwan, kind: group, aliases: [NHFS, Sarwani Hill Front], topics: [Insurgency] }
  - { id: roshan, name: Laila Roshan, kind: person, aliases: [Layla Roshan] }
ambiguous:
  - { name: Hill Front, means: hill-front, not: [new-hill-front], say: '"Hill Front" is read as the old Hill Front; for the Sarwani one ask for the NHFS.' }
`;

/** Three articles on an invented border war. */
export const borderPost: readonly Article[] = [
  article({
    id: 'gate',
    title: 'Border gate shuts as talks stall',
    publisher: 'The Border Post',
    publishedAt: '2031-03-02',
    url: 'https://border-post.example/2031/gate',
    topics: ['Trade', 'Border'],
    sources: [
      {
        id: 'chamber',
        title: 'Weekly bulletin',
        publisher: 'Chamber of Traders',
        date: '2031-03-01',
        url: 'https://chamber.example/9',
      },
    ],
    body: [
      'The border gate at Tor Darra stayed shut for a ninth day on 2 March 2031. About 1,400 lorries waited on the eastern side, the Chamber of Traders counted. [^chamber]',
      '## What the ministry says',
      '“We will open the gate when the shelling stops,” said Laila Roshan, the trade minister. “Nobody here wants this.”',
      'Roshan called the delay “a lesson in patience” for both capitals.',
      'Melon growers lost $3.5 million in a week, the chamber said.',
    ].join('\n\n'),
  }),
  article({
    id: 'shelling',
    title: 'Shelling kills five in Sarwan',
    publisher: 'Valley Wire',
    publishedAt: '2031-02-20',
    url: 'https://valley-wire.example/a?id=7#top',
    topics: ['Insurgency', 'Border'],
    body: [
      'The New Hill Front of Sarwan (NHFS) fired rockets at two villages, killing five people, on 19 February 2031.',
      'The Hill Front, which governs the eastern side, denied any part in the attack.',
      '“They shelled the school first,” Omid Daryab, a teacher, told Valley Wire.',
    ].join('\n\n'),
  }),
  article({
    id: 'copy',
    title: 'Five dead in Sarwan shelling',
    publisher: 'Plains Herald',
    publishedAt: '2031-02-21',
    topics: ['Insurgency'],
    body: [
      'The New Hill Front of Sarwan (NHFS) fired rockets at two villages, killing five people, on 19 February 2031.',
      'Schools in the district will stay closed this week, a local official said.',
    ].join('\n\n'),
  }),
];

/** A desk over the articles, as the product makes it. */
export function deskOf(articles: readonly Article[] = borderPost, aliases = aliasesText): Desk {
  const parsed = parseAliases(aliases);
  const indexed = articles.map(indexArticle);
  return createDesk({
    articles: indexed,
    index: createPassageIndex(indexed, parsed),
    aliases: parsed,
    version: 'sha256:test',
    pause: () => Promise.resolve(),
  });
}
