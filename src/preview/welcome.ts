import { OMID } from './state/people.ts';
import type { Workspace } from './state/workspace.ts';

const COLLEAGUE =
  'Before we publish: Asfandyar Mir called the strikes “a big deal”, and a reader has him saying “it is a very big problem for everyone”. Which one is right?';

/** The workspace as it is found: a colleague's message, to try the message shortcuts on. */
export function welcome(workspace: Workspace, colleagueWrote = COLLEAGUE): void {
  workspace.post({ conversation: 'C0AFGHAN', author: OMID.id, text: colleagueWrote });
}
