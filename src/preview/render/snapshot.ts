import type { Acting } from '../acts/acting.ts';
import { personOf, placeOf } from '../acts/acting.ts';
import type { Conversation, Posted, SuggestedPrompts } from '../state/conversation.ts';
import { BOT, PEOPLE, type Person } from '../state/people.ts';
import type { OpenView } from '../state/views.ts';
import type { Drawing } from './drawing.ts';
import { message } from './message.ts';
import { dialog, home } from './view.ts';

/** What the page asks for: who looks at what. */
export interface Looking {
  readonly person: string;
  readonly conversation: string;
  readonly thread?: string;
}

/** One row of a list; the page replaces it when its version changes. */
export interface Row {
  readonly key: string;
  readonly version: string;
  readonly html: string;
  /** The message's own text: what a screen reader is told when it comes. */
  readonly spoken: string;
  readonly own: boolean;
  /** Of the thread that the message starts. */
  readonly replies: number;
}

export interface Snapshot {
  readonly purpose: string;
  readonly messages: readonly Row[];
  readonly status: string;
  readonly thread: { readonly rows: readonly Row[]; readonly status: string } | null;
  readonly prompts: SuggestedPrompts | null;
  readonly dialog: Row | null;
  readonly home: Row | null;
  /** The channel lacks the bot. */
  readonly canInvite: boolean;
  /** `ts` of the last message of each conversation. */
  readonly latest: Readonly<Record<string, string>>;
}

/** Of one conversation; earlier ones are not shown. */
const MOST_MESSAGES = 200;

/** A message is drawn again only when it changed: every change anywhere asks for all of them. */
const drawings = new WeakMap<Posted, Map<string, string>>();

function drawnOnce(message: Posted, key: string, draw: () => string): string {
  const known = drawings.get(message)?.get(key);
  if (known !== undefined) return known;
  const drawn = draw();
  drawings.set(message, new Map([...(drawings.get(message) ?? []), [key, drawn]].slice(-4) as []));
  return drawn;
}

/** Everything the page shows a person, drawn. */
export function snapshot(acting: Acting, looking: Looking): Snapshot {
  const { workspace, views } = acting;
  const person = personOf(acting, looking.person);
  const where = placeOf(acting, person, looking.conversation);
  const drawing = drawingFor(acting, person);
  const all = workspace.visible(where.id, person.id);
  const replies = (one: Posted) =>
    all.filter((other) => other.thread === one.ts && !other.onlyFor).length;
  const row = (one: Posted, inThread: boolean): Row => {
    const count = inThread ? 0 : replies(one);
    const around = { replies: count, inThread, shortcuts: acting.manifest.shortcuts };
    const version = `${one.version}/${count}`;
    const draw = () => message(one, around, drawing).markup;
    return {
      key: one.ts,
      version,
      html: drawnOnce(one, `${person.id}/${inThread}/${version}`, draw),
      spoken: spoken(one, drawing),
      own: one.author === person.id,
      replies: count,
    };
  };
  const top = views.stack(person.id).at(-1);
  const homeView = views.home(person.id);
  return {
    purpose: where.purpose,
    messages: all
      .filter((one) => one.thread === undefined)
      .slice(-MOST_MESSAGES)
      .map((one) => row(one, false)),
    status: workspace.status(where.id, ''),
    thread: threadOf(acting, where, looking.thread, all, row),
    prompts: promptsIn(acting, where),
    dialog: top ? viewRow(top, dialog(top, { ...drawing, ...openedIn(top) }).markup) : null,
    home: homeView ? viewRow(homeView, home(homeView, drawing).markup) : null,
    canInvite: where.kind === 'channel' && !where.members.has(BOT.id),
    latest: Object.fromEntries(
      workspace.conversations().map((one) => {
        return [one.id, workspace.visible(one.id, person.id).at(-1)?.ts ?? ''];
      }),
    ),
  };
}

function threadOf(
  { workspace }: Acting,
  where: Conversation,
  thread: string | undefined,
  all: readonly Posted[],
  row: (one: Posted, inThread: boolean) => Row,
): Snapshot['thread'] {
  const parent = all.find((one) => one.ts === thread);
  if (thread === undefined || !parent) return null;
  const rows = all.filter((one) => one === parent || one.thread === thread);
  return { rows: rows.map((one) => row(one, true)), status: workspace.status(where.id, thread) };
}

function promptsIn({ workspace, manifest }: Acting, where: Conversation): SuggestedPrompts | null {
  const { prompts } = manifest;
  if (where.kind !== 'direct') return null;
  return workspace.prompts(where.id) ?? (prompts.length > 0 ? { prompts } : null);
}

function viewRow(view: OpenView, html: string): Row {
  const version = String(view.version);
  return {
    key: view.id,
    version,
    html,
    spoken: view.source.title?.text ?? '',
    own: true,
    replies: 0,
  };
}

function openedIn(view: OpenView): Pick<Drawing, 'openedIn'> {
  return view.conversation ? { openedIn: view.conversation } : {};
}

function drawingFor({ workspace }: Acting, person: Person): Drawing {
  return {
    person: workspace.person,
    conversation: workspace.conversation,
    channels: workspace
      .conversations()
      .filter((one) => one.kind === 'channel' && one.members.has(person.id)),
    people: PEOPLE,
    timeZone: workspace.timeZone,
  };
}

/** Markup would only be noise in speech. */
function spoken(one: Posted, { person }: Drawing): string {
  const words = one.text
    .replace(/<@(\w+)>/g, (_, id: string) => `@${person(id)?.name ?? id}`)
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return `${person(one.author)?.name ?? ''}: ${words}`;
}
