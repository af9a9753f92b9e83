import type { Migration } from '../migrate.ts';

/** Subscriptions, digest runs and what the bot remembers of its conversations. */
export const slackState: Migration = {
  id: 1,
  name: '001-slack-state',
  statements: ({ text }) => [
    `create table subscriptions (
      id ${text} primary key,
      team ${text} not null,
      document ${text} not null)`,
    'create index subscriptions_team on subscriptions (team)',
    `create table digest_runs (
      subscription ${text} not null,
      run_key ${text} not null,
      attempts integer not null,
      lease_until bigint not null,
      result ${text},
      document ${text},
      covered_until bigint,
      finish_order bigint,
      primary key (subscription, run_key))`,
    `create table shown_excerpts (
      scope ${text} not null,
      shown_key ${text} not null,
      at bigint not null,
      primary key (scope, shown_key))`,
    `create table handled_events (
      event_id ${text} primary key,
      payload ${text} not null,
      attempts integer not null,
      lease_until bigint not null,
      received_at bigint not null,
      done integer not null)`,
    'create index handled_events_open on handled_events (lease_until) where done = 0',
    'create index handled_events_received on handled_events (received_at)',
    `create table feedback (
      team ${text} not null,
      id ${text} not null,
      at bigint not null,
      document ${text} not null,
      primary key (team, id))`,
    'create index feedback_newest on feedback (team, at)',
    `create table threads (
      team ${text} not null,
      channel ${text} not null,
      thread ${text} not null,
      at bigint not null,
      document ${text} not null,
      primary key (team, channel, thread))`,
    `create table questions (
      team ${text} not null,
      user_id ${text} not null,
      question_hash ${text} not null,
      at bigint not null,
      document ${text} not null,
      primary key (team, user_id, question_hash))`,
    'create index questions_newest on questions (team, user_id, at)',
  ],
};
