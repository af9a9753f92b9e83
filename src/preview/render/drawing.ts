import type { Conversation } from '../state/conversation.ts';
import type { Person } from '../state/people.ts';

/** What drawing needs to know of the workspace. */
export interface Drawing {
  readonly person: (id: string) => Person | undefined;
  readonly conversation: (id: string) => Conversation | undefined;
  /** Those whom the viewer can choose in a select. */
  readonly channels: readonly Conversation[];
  readonly people: readonly Person[];
  /** IANA name that times are shown in. */
  readonly timeZone: string;
  /** Which button of a feedback pair is pressed, by action id. */
  readonly pressed?: ReadonlyMap<string, string>;
  /** Where a dialog was opened. */
  readonly openedIn?: string;
}
