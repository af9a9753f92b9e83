import { actionPayload, findElement } from '../payloads/action-payload.ts';
import { messagePayload } from '../payloads/message-payload.ts';
import { interaction } from '../payloads/requests.ts';
import { type RawValues, stateValues } from '../payloads/state-values.ts';
import { viewPayload } from '../payloads/view-payload.ts';
import type { Posted } from '../state/conversation.ts';
import { BOT, type Person } from '../state/people.ts';
import type { OpenView } from '../state/views.ts';
import { ActError, type Acting, type Outcome, personOf, placeOf } from './acting.ts';

/** Where the element is. */
export type Surface =
  | { readonly kind: 'message'; readonly conversation: string; readonly ts: string }
  | { readonly kind: 'view'; readonly view: string };

export interface Pressing {
  readonly person: string;
  readonly surface: Surface;
  readonly blockId: string;
  readonly actionId: string;
  /** What was chosen; empty for a plain button. */
  readonly raw: readonly string[];
  /** What stands in the surface's controls. */
  readonly values: RawValues;
}

/**
 * A button pressed, an option chosen.
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export async function press(acting: Acting, pressing: Pressing): Promise<Outcome> {
  const person = personOf(acting, pressing.person);
  const { surface } = pressing;
  if (surface.kind === 'view') {
    const view = acting.views.byId(surface.view);
    if (!view || view.person !== person.id) return { notice: 'This window is gone.' };
    return send(acting, person, pressing, view.source.blocks, inView(view, pressing.values));
  }
  const where = placeOf(acting, person, surface.conversation);
  const message = acting.workspace.find(where.id, surface.ts);
  if (!message || (message.onlyFor ?? person.id) !== person.id) {
    return { notice: 'This message is gone.' };
  }
  const values = stateValues(message.blocks, pressing.values);
  const target = { person: person.id, conversation: where.id, source: message };
  const outcome = await send(acting, person, pressing, message.blocks, {
    ...inMessage(message),
    channel: { id: where.id, name: where.kind === 'direct' ? 'directmessage' : where.name },
    state: { values },
    response_url: acting.tickets.responseUrl(
      message.thread ? { ...target, thread: message.thread } : target,
    ),
  });
  const [chosen] = pressing.raw;
  const found = findElement(message.blocks, pressing.blockId, pressing.actionId);
  if (chosen !== undefined && found?.element.type === 'feedback_buttons' && !outcome.notice) {
    message.pressed.set(pressing.actionId, chosen);
    message.version += 1;
    acting.workspace.changed();
  }
  return outcome;
}

async function send(
  { workspace, tickets, receiver }: Acting,
  person: Person,
  { blockId, actionId, raw }: Pressing,
  blocks: readonly unknown[],
  place: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const found = findElement(blocks, blockId, actionId);
  const action = found && actionPayload(found.block, found.element, raw, workspace.nextTs());
  if (!action) throw new ActError(`Nothing to press at ${blockId}/${actionId}.`);
  const conversation = (place.channel as { id: string } | undefined)?.id;
  const acked = await receiver.deliver({
    ...interaction('block_actions', person),
    trigger_id: tickets.trigger(person.id, conversation),
    ...place,
    actions: [action],
  });
  return acked.kind === 'acked'
    ? {}
    : { notice: `${BOT.name} did not answer to this button (${actionId}).` };
}

function inMessage(message: Posted): Readonly<Record<string, unknown>> {
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.conversation,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.thread ? { thread_ts: message.thread } : {}),
    },
    // Slack leaves the message out when it is ephemeral: it does not keep those.
    ...(message.onlyFor ? {} : { message: messagePayload(message) }),
  };
}

function inView(view: OpenView, raw: RawValues): Readonly<Record<string, unknown>> {
  return {
    container: { type: 'view', view_id: view.id },
    view: viewPayload(view, stateValues(view.source.blocks, raw)),
  };
}
