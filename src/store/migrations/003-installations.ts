import type { Migration } from '../migrate.ts';

/** Workspaces that installed the app, their tokens encrypted. */
export const installations: Migration = {
  id: 3,
  name: '003-installations',
  statements: ({ text }) => [
    `create table installations (
      tenant ${text} primary key,
      team ${text},
      key_id ${text} not null,
      nonce ${text} not null,
      sealed ${text} not null,
      installed_at bigint not null)`,
  ],
};
