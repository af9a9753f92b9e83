import { messagePayload } from '../payloads/message-payload.ts';
import { interaction } from '../payloads/requests.ts';
import { viewPayload } from '../payloads/view-payload.ts';
import { BOT, TEAM } from '../state/people.ts';
import { ActError, type Acting, type Outcome, personOf, placeOf, sendEvent } from './acting.ts';

/**
 * A shortcut from a message's menu, or a global one.
 * @see https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export async function shortcut(
  acting: Acting,
  chosen: {
    readonly person: string;
    readonly callbackId: string;
    readonly message?: { readonly conversation: string; readonly ts: string };
  },
): Promise<Outcome> {
  const person = personOf(acting, chosen.person);
  const known = acting.manifest.shortcuts.find((one) => one.callbackId === chosen.callbackId);
  if (!known) throw new ActError(`The manifest has no shortcut ${chosen.callbackId}.`);
  const { tickets, receiver, workspace } = acting;
  let payload: Readonly<Record<string, unknown>>;
  if (chosen.message) {
    const where = placeOf(acting, person, chosen.message.conversation);
    const message = workspace.find(where.id, chosen.message.ts);
    if (!message) return { notice: 'This message is gone.' };
    payload = {
      ...interaction('message_action', person),
      trigger_id: tickets.trigger(person.id, where.id),
      response_url: tickets.responseUrl({ person: person.id, conversation: where.id }),
      channel: { id: where.id, name: where.kind === 'direct' ? 'directmessage' : where.name },
      message_ts: message.ts,
      message: messagePayload(message),
    };
  } else {
    payload = { ...interaction('shortcut', person), trigger_id: tickets.trigger(person.id) };
  }
  const acked = await receiver.deliver({
    ...payload,
    callback_id: known.callbackId,
    action_ts: workspace.nextTs(),
  });
  return acked.kind === 'acked' ? {} : { notice: `${known.name} did not work. Try again?` };
}

/** The person opens the app: its Home tab, or its messages. */
export async function openApp(
  acting: Acting,
  opening: { readonly person: string; readonly tab: 'home' | 'messages' },
): Promise<Outcome> {
  const person = personOf(acting, opening.person);
  const { workspace, views } = acting;
  const direct = workspace.directWith(person.id);
  const home = views.home(person.id);
  sendEvent(acting, 'app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: direct.id,
    tab: opening.tab,
    event_ts: workspace.nextTs(),
    ...(opening.tab === 'home' && home ? { view: viewPayload(home, {}) } : {}),
  });
  return {};
}

/** Adds the bot to a channel. */
export async function invite(
  acting: Acting,
  inviting: { readonly person: string; readonly conversation: string },
): Promise<Outcome> {
  const person = personOf(acting, inviting.person);
  const where = placeOf(acting, person, inviting.conversation);
  if (where.members.has(BOT.id)) return {};
  where.members.add(BOT.id);
  acting.workspace.changed();
  sendEvent(acting, 'member_joined_channel', {
    type: 'member_joined_channel',
    user: BOT.id,
    channel: where.id,
    channel_type: 'C',
    team: TEAM.id,
    inviter: person.id,
    event_ts: acting.workspace.nextTs(),
  });
  return {};
}
