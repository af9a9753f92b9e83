import type { LocalReceiver } from '../local-receiver.ts';
import type { Manifest } from '../manifest.ts';
import { eventRequest } from '../payloads/requests.ts';
import type { Conversation } from '../state/conversation.ts';
import type { Person } from '../state/people.ts';
import type { Tickets } from '../state/tickets.ts';
import type { Views } from '../state/views.ts';
import type { Workspace } from '../state/workspace.ts';

/** What a person's doings in the page work on. */
export interface Acting {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly tickets: Tickets;
  readonly receiver: LocalReceiver;
  readonly manifest: Manifest;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** What the page shows the person at once; everything else shows in the workspace. */
export interface Outcome {
  /** One line, as Slack itself would say it. */
  readonly notice?: string;
  /** `ts` of the message that was posted: the page opens its thread when it is answered there. */
  readonly posted?: string;
  /** Under the inputs of a dialog, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** A request that the page should not have made: answered with 400. */
export class ActError extends Error {
  override readonly name = 'ActError';
}

export function personOf({ workspace }: Acting, id: string): Person {
  const person = workspace.person(id);
  if (!person || person.bot) throw new ActError(`Nobody here has the id ${id}.`);
  return person;
}

/** A conversation that the person is in. */
export function placeOf({ workspace }: Acting, person: Person, id: string): Conversation {
  const found = workspace.conversation(id);
  if (!found?.members.has(person.id)) throw new ActError(`No conversation ${id} for ${person.id}.`);
  return found;
}

/** Sends an event when the manifest subscribes to it; `subscribed` is its name there. */
export function sendEvent(
  { receiver, manifest, workspace, clock }: Acting,
  subscribed: string,
  event: Readonly<Record<string, unknown>>,
): void {
  if (!manifest.events.has(subscribed)) return;
  const seconds = Math.floor(clock() / 1000);
  // Nobody waits for events: Slack shows nothing when one is not acked.
  void receiver.deliver(eventRequest(event, workspace.nextId('Ev'), seconds));
}
