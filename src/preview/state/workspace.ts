import { withBlockIds } from './block-ids.ts';
import type { Conversation, NewPost, Posted, SuggestedPrompts } from './conversation.ts';
import { BOT, PEOPLE, type Person } from './people.ts';

export interface WorkspaceOptions {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** IANA name: the time zone of everyone here. */
  readonly timeZone: string;
}

/** What the preview's Slack remembers, for as long as the process lives. */
export interface Workspace {
  readonly timeZone: string;
  person(id: string): Person | undefined;
  conversations(): readonly Conversation[];
  conversation(id: string): Conversation | undefined;
  /** A person's direct messages with the bot. */
  directWith(person: string): Conversation;
  post(message: NewPost): Posted;
  find(conversation: string, ts: string): Posted | undefined;
  edit(message: Posted, change: Partial<Pick<Posted, 'text' | 'blocks' | 'metadata'>>): void;
  remove(message: Posted): void;
  /** Oldest first: a conversation's messages that this person sees, those in threads too. */
  visible(conversation: string, person: string): readonly Posted[];
  /** What the bot says that it is doing, by conversation and thread. */
  status(conversation: string, thread: string): string;
  setStatus(conversation: string, thread: string, status: string): void;
  prompts(conversation: string): SuggestedPrompts | undefined;
  setPrompts(conversation: string, prompts: SuggestedPrompts): void;
  /** Unique in this workspace. */
  nextId(prefix: string): string;
  /** `1700000000.000100`, later than every one before. */
  nextTs(): string;
  /** Tells whoever subscribed that something changed. */
  changed(): void;
  /** Returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}

export function createWorkspace({ clock, timeZone }: WorkspaceOptions): Workspace {
  const everyone = new Map([...PEOPLE, BOT].map((person) => [person.id, person]));
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, Posted[]>();
  const statuses = new Map<string, string>();
  const prompts = new Map<string, SuggestedPrompts>();
  const listeners = new Set<() => void>();
  let counter = 0;
  let lastTs = 0;

  const add = (conversation: Conversation) => {
    conversations.set(conversation.id, conversation);
    messages.set(conversation.id, []);
  };
  const ids = PEOPLE.map((person) => person.id);
  add({
    id: 'C0AFGHAN',
    kind: 'channel',
    name: 'afghanistan',
    purpose: 'The desk that follows Afghanistan. Afghan Brief is here.',
    members: new Set([...ids, BOT.id]),
  });
  add({
    id: 'C0GENERAL',
    kind: 'channel',
    name: 'general-desk',
    purpose: 'Everyone. Afghan Brief has not been invited yet.',
    members: new Set(ids),
  });
  for (const id of ids) {
    add({
      id: `D${id.slice(1)}`,
      kind: 'direct',
      name: id,
      purpose: 'Only you and the app.',
      members: new Set([id, BOT.id]),
    });
  }

  const nextId = (prefix: string) => {
    counter += 1;
    return `${prefix}${counter.toString(36).toUpperCase().padStart(6, '0')}`;
  };
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const workspace: Workspace = {
    timeZone,
    person: (id) => everyone.get(id),
    conversations: () => [...conversations.values()],
    conversation: (id) => conversations.get(id),
    directWith(person) {
      const found = conversations.get(`D${person.slice(1)}`);
      if (!found) throw new Error(`No direct messages with ${person}: nobody here has that id.`);
      return found;
    },
    post(message) {
      const list = messages.get(message.conversation);
      if (!list) throw new Error(`No conversation ${message.conversation}.`);
      const posted: Posted = {
        ...message,
        ts: workspace.nextTs(),
        blocks: withBlockIds(message.blocks ?? [], () => nextId('b')),
        pressed: new Map(),
        version: 0,
      };
      list.push(posted);
      // As in Slack: what the bot says ends what it said it was doing.
      if (everyone.get(message.author)?.bot) {
        statuses.delete(`${message.conversation}/${message.thread ?? ''}`);
      }
      changed();
      return posted;
    },
    find: (conversation, ts) => messages.get(conversation)?.find((one) => one.ts === ts),
    edit(message, change) {
      Object.assign(message, change);
      if (change.blocks) message.blocks = withBlockIds(change.blocks, () => nextId('b'));
      message.version += 1;
      changed();
    },
    remove(message) {
      const list = messages.get(message.conversation) ?? [];
      const at = list.indexOf(message);
      if (at >= 0) list.splice(at, 1);
      changed();
    },
    visible: (conversation, person) =>
      (messages.get(conversation) ?? []).filter(
        (one) => one.onlyFor === undefined || one.onlyFor === person,
      ),
    status: (conversation, thread) => statuses.get(`${conversation}/${thread}`) ?? '',
    setStatus(conversation, thread, status) {
      if (status === '') statuses.delete(`${conversation}/${thread}`);
      else statuses.set(`${conversation}/${thread}`, status);
      changed();
    },
    prompts: (conversation) => prompts.get(conversation),
    setPrompts(conversation, suggested) {
      prompts.set(conversation, suggested);
      changed();
    },
    nextId,
    nextTs() {
      lastTs = Math.max(clock() * 1000, lastTs + 1);
      const micro = String(Math.floor(lastTs));
      return `${micro.slice(0, -6)}.${micro.slice(-6)}`;
    },
    changed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return workspace;
}
