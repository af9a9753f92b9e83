import type { Migration } from '../migrate.ts';

/** The passages for full-text search by the database: derived from the articles, never backed up. */
export const fullText: Migration = {
  id: 4,
  name: '004-full-text',
  statements: ({ text, serial, engine }) => [
    `create table fts_articles (
      team ${text} not null,
      article_id ${text} not null,
      version ${text} not null,
      passages integer not null,
      day integer not null,
      title ${text} not null,
      primary key (team, article_id))`,
    `create table fts_passages (
      pid ${serial},
      team ${text} not null,
      article_id ${text} not null,
      idx integer not null,
      words ${text} not null,
      heading ${text} not null,
      speaker ${text} not null,
      passage ${text} not null${engine === 'postgres' ? ', lexemes tsvector not null' : ''})`,
    'create unique index fts_passages_place on fts_passages (team, article_id, idx)',
    `create table fts_terms (
      team ${text} not null,
      term ${text} not null,
      df integer not null,
      capitals integer not null,
      small integer not null,
      spelling ${text},
      primary key (team, term))`,
    'create index fts_terms_spelling on fts_terms (team, spelling)',
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
      learned ${text} not null)`,
    engine === 'postgres'
      ? 'create index fts_passages_lexemes on fts_passages using gin (lexemes)'
      : `create virtual table fts_index using fts5 (team, title, heading, speaker, words,
          content='', contentless_delete=1, tokenize="ascii tokenchars '_'")`,
  ],
};
