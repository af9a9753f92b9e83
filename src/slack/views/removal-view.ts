import type { Button, KnownBlock } from '@slack/types';
import { ACTIONS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import type { RemovedArticle, RemoveResult } from '../ports.ts';
import { lineView } from './line-view.ts';
import type { Message } from './message.ts';
import { clip, heading, note, paragraph, plain } from './plain.ts';
import { shortDate } from './short-date.ts';
import { spoken } from './spoken.ts';

const SHOWN = 200;
const KEPT = 'What was removed can be brought back for 30 days.';
const FEED_KEPT = 'The articles of a feed stay; the feed itself comes back when it is added again.';

/** What became of each name, an article with a button that brings it back. */
export function removalView(
  results: readonly { readonly name: string; readonly result: RemoveResult }[],
): Message {
  const kinds = new Set(results.map(({ result }) => result.kind));
  const lines = results.map(({ name, result }) =>
    result.kind === 'refused'
      ? `Not removed: ${clip(name, SHOWN)} — ${result.reason}.`
      : `Removed${result.kind === 'feed' ? ' the feed' : ''}: ${clip(result.title, SHOWN)}`,
  );
  const notes = [
    ...(kinds.has('article') ? [KEPT] : []),
    ...(kinds.has('feed') ? [FEED_KEPT] : []),
  ];
  return {
    text: spoken([...lines, ...notes]),
    blocks: [
      ...results.map(({ result }, index) =>
        withUndo(lines[index]!, result.kind === 'article' ? result : undefined, index),
      ),
      ...(notes.length > 0 ? [note(...notes)] : []),
    ],
  };
}

/** What was removed lately, each with its button. */
export function removedListView(removed: readonly RemovedArticle[], command: string): Message {
  const usage = `To remove: ${command} remove <address or id>`;
  if (removed.length === 0) {
    return lineView(`Nothing was removed in the last 30 days. ${usage}`);
  }
  const lines = removed.map(
    ({ title, at, by }) =>
      `${clip(title, SHOWN)} · removed ${shortDate(new Date(at).toISOString())} by ${clip(by, SHOWN)}`,
  );
  return {
    text: spoken(['Removed, and can be brought back:', ...lines]),
    blocks: [
      heading('Removed'),
      ...removed.map((article, index) => withUndo(lines[index]!, article, index)),
      note(KEPT, usage),
    ],
  };
}

function withUndo(
  line: string,
  article: { readonly id: string; readonly title: string } | undefined,
  index: number,
): KnownBlock {
  const text = paragraph(line);
  if (article === undefined || article.id.length > LIMITS.buttonValue) return text;
  const button: Button = {
    type: 'button',
    action_id: `${ACTIONS.undoRemoval}.${index}`,
    text: plain('Undo'),
    accessibility_label: clip(`Bring back ${article.title}`, LIMITS.accessibilityLabel),
    value: article.id,
  };
  return { ...text, accessory: button };
}
