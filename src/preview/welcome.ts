import { OMID } from './state/people.ts';
import type { Workspace } from './state/workspace.ts';

/** Of the starter articles: the first quotation stands in one of them, the second was altered. */
const COLLEAGUE =
  'Can someone check these before we publish? Muttaqi in 2023: “We have to cooperate with each other, instead of blaming each other.” And the TTP in 2022: “it is imperative for all of you to carry out attacks everywhere you can”.';

/** The workspace as it is found: a colleague's message, to try the message shortcuts on. */
export function welcome(workspace: Workspace, colleagueWrote = COLLEAGUE): void {
  workspace.post({ conversation: 'C0AFGHAN', author: OMID.id, text: colleagueWrote });
}
