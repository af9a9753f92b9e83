import type { Migration } from '../migrate.ts';

/**
 * The database's own index by numbers: terms and passages have one each, an article's words are read in one
 * piece. It is derived, so it is made anew here and written at the next start.
 */
export const termLists: Migration = {
  id: 6,
  name: '006-term-lists',
  statements: ({ text, engine }) => {
    const bytes = engine === 'postgres' ? 'bytea' : 'blob';
    return [
      ...(engine === 'sqlite' ? ['drop table fts_index'] : []),
      ...['fts_passages', 'fts_articles', 'fts_terms', 'fts_names', 'fts_facts'].map(
        (table) => `drop table ${table}`,
      ),
      `create table fts_numbers (
        counted ${text} primary key,
        next_number bigint not null)`,
      "insert into fts_numbers values ('passage', 0), ('term', 0)",
      `create table fts_articles (
        team ${text} not null,
        article_id ${text} not null,
        version ${text} not null,
        first_passage bigint not null,
        passages integer not null,
        day integer not null,
        published ${text} not null,
        publisher ${text} not null,
        named ${text} not null,
        topics ${text} not null,
        words ${bytes} not null,
        document ${text} not null,
        primary key (team, article_id))`,
      'create unique index fts_articles_first on fts_articles (first_passage)',
      'create index fts_articles_published on fts_articles (team, published, article_id)',
      `create table fts_terms (
        team ${text} not null,
        term ${text} not null,
        number bigint not null,
        df integer not null,
        capitals integer not null,
        small integer not null,
        lists integer not null,
        spelling ${text},
        primary key (team, term))${engine === 'sqlite' ? ' without rowid' : ''}`,
      'create index fts_terms_spelling on fts_terms (spelling) where spelling is not null',
      `create table fts_names (
        team ${text} not null,
        entity ${text} not null,
        form ${text} not null,
        uses integer not null,
        primary key (team, entity, form))`,
      `create table fts_facts (
        team ${text} primary key,
        passages integer not null,
        words bigint not null,
        articles integer not null,
        all_words bigint not null,
        revision bigint not null,
        sequence bigint not null,
        learned ${text} not null)`,
      ...(engine === 'postgres'
        ? [
            'create table fts_index (place bigint not null, tokens integer[] not null)',
            // Not compressed and not moved out of the row: reading a list only looks whether rows are there.
            'alter table fts_index alter column tokens set storage plain',
            'create index fts_index_tokens on fts_index using gin (tokens)',
            'create index fts_index_place on fts_index (place)',
          ]
        : [
            `create virtual table fts_index using fts5 (tokens,
              content='', contentless_delete=1, detail=none, tokenize='ascii')`,
          ]),
    ];
  },
};
