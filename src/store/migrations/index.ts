import type { Migration } from '../migrate.ts';
import { slackState } from './001-slack-state.ts';
import { corpus } from './002-corpus.ts';
import { installations } from './003-installations.ts';
import { fullText } from './004-full-text.ts';
import { articleShelf } from './005-article-shelf.ts';
import { termLists } from './006-term-lists.ts';

/** Every migration, in order. New ones go at the end; released ones are never edited. */
export const migrations: readonly Migration[] = [
  slackState,
  corpus,
  installations,
  fullText,
  articleShelf,
  termLists,
];
