import type { Migration } from '../migrate.ts';

/**
 * The articles of the database's own index as a desk shows them, so that no process has to hold them.
 * The index is derived: it is emptied here and written anew at the next start.
 */
export const articleShelf: Migration = {
  id: 5,
  name: '005-article-shelf',
  statements: ({ text, engine }) => [
    ...(engine === 'sqlite' ? ['delete from fts_index'] : []),
    'delete from fts_passages',
    'delete from fts_articles',
    'delete from fts_terms',
    'delete from fts_names',
    'delete from fts_facts',
    `alter table fts_articles add column published ${text} not null default ''`,
    `alter table fts_articles add column publisher ${text} not null default ''`,
    `alter table fts_articles add column named ${text} not null default ''`,
    `alter table fts_articles add column topics ${text} not null default '[]'`,
    `alter table fts_articles add column document ${text} not null default '{}'`,
    'create index fts_articles_published on fts_articles (team, published, article_id)',
  ],
};
