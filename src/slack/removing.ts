import type { WebClient } from '@slack/web-api';
import { NO_INGEST } from './commands.ts';
import { may, notAllowed } from './may.ts';
import type { Actor, RemoveResult } from './ports.ts';
import type { Services } from './services.ts';
import { lineView } from './views/line-view.ts';
import type { Message } from './views/message.ts';
import { removalView, removedListView } from './views/removal-view.ts';

const MOST_NAMES = 10;

/** `remove …`: takes out what was added; without a name, lists what can be brought back. */
export async function removeSources(
  { ingest, policyOf, command }: Services,
  client: WebClient,
  by: Actor,
  names: readonly string[],
): Promise<readonly Message[]> {
  if (!ingest) return [lineView(NO_INGEST)];
  if (!(await may(policyOf(by.team).sources, by, client))) {
    return [lineView(notAllowed('remove sources', policyOf(by.team).sources))];
  }
  if (names.length === 0) return [removedListView(await ingest.removed(by.team), command)];
  const results: { readonly name: string; readonly result: RemoveResult }[] = [];
  for (const name of names.slice(0, MOST_NAMES)) {
    results.push({ name, result: await ingest.remove(name, by) });
  }
  const more = names.length - MOST_NAMES;
  const left = more > 0 ? [lineView(`${more} more were left: at most ${MOST_NAMES} at once.`)] : [];
  return [removalView(results), ...left];
}

/** A pressed Undo. */
export async function undoRemoval(
  { ingest, policyOf }: Services,
  client: WebClient,
  by: Actor,
  id: string,
): Promise<Message> {
  if (!ingest) return lineView(NO_INGEST);
  if (!(await may(policyOf(by.team).sources, by, client))) {
    return lineView(notAllowed('bring sources back', policyOf(by.team).sources));
  }
  const undone = await ingest.undo(id, by);
  return lineView(
    undone.kind === 'refused'
      ? `Not brought back: ${undone.reason}.`
      : `Brought back: ${undone.title}`,
  );
}
