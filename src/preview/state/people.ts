/** Someone in the preview's workspace. The ids look like Slack's: `U…`. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** What they do here, shown where a person is chosen. */
  readonly role: string;
  readonly admin: boolean;
  readonly bot: boolean;
}

export const TEAM = { id: 'T0PREVIEW', name: 'Preview desk', domain: 'preview' } as const;

export const APP_ID = 'A0BRIEF';
export const BOT_ID = 'B0BRIEF';

export const BOT: Person = {
  id: 'U0BRIEF',
  handle: 'afghan-brief',
  name: 'Afghan Brief',
  role: 'App',
  admin: false,
  bot: true,
};

export const SAHAR: Person = {
  id: 'U0SAHAR',
  handle: 'sahar',
  name: 'Sahar',
  role: 'Admin',
  admin: true,
  bot: false,
};

export const OMID: Person = {
  id: 'U0OMID',
  handle: 'omid',
  name: 'Omid',
  role: 'Reporter',
  admin: false,
  bot: false,
};

/** Those whom one can be in the preview; the first is the one that the page starts with. */
export const PEOPLE: readonly Person[] = [SAHAR, OMID];
