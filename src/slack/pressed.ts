import type { BlockAction, ButtonAction, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { noteShown } from './note-shown.ts';
import type { ShownSpan } from './ports.ts';
import { privately } from './privately.ts';
import type { Services } from './services.ts';
import type { Message } from './views/message.ts';
import type { Place } from './views/place.ts';
import { workspaceOf } from './workspace-of.ts';

/** A pressed button: who, where, on what. */
export interface Pressed {
  readonly team: string;
  readonly user: string;
  readonly triggerId: string;
  readonly value: string | undefined;
  /** Absent on the home tab. */
  readonly channel?: string;
  readonly message?: string;
  readonly thread?: string;
  readonly place: Place;
  readonly responseUrl?: string;
  readonly view?: { readonly id: string; readonly hash: string };
}

export function pressed(
  body: BlockAction,
  action: { value?: string } | ButtonAction,
  context: Context,
): Pressed {
  const container = body.container as {
    channel_id?: string;
    message_ts?: string;
    thread_ts?: string;
    is_ephemeral?: boolean;
  };
  const channel = body.channel?.id ?? container.channel_id;
  const message = body.message?.ts ?? container.message_ts;
  const thread = container.thread_ts ?? (body.message?.thread_ts as string | undefined);
  return {
    team: workspaceOf(context),
    user: body.user.id,
    triggerId: body.trigger_id,
    value: action.value,
    place: container.is_ephemeral === true ? 'private' : 'posted',
    ...(channel === undefined ? {} : { channel }),
    ...(message === undefined ? {} : { message }),
    ...(thread === undefined ? {} : { thread }),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    ...(body.view ? { view: { id: body.view.id, hash: body.view.hash } } : {}),
  };
}

/** Only for the person who pressed. */
export function tellPresser(
  services: Services,
  client: WebClient,
  press: Pressed,
  messages: readonly Message[],
): Promise<void> {
  return privately(services, client, press, messages);
}

/** Where the button is: to the person for a private answer, else into the thread; from the home tab as a direct message. */
export async function answerPress(
  services: Services,
  client: WebClient,
  press: Pressed,
  messages: readonly Message[],
  shown: readonly ShownSpan[],
): Promise<void> {
  const { channel, message, place, user, team } = press;
  if (channel !== undefined && (place === 'private' || message === undefined)) {
    return tellPresser(services, client, press, messages);
  }
  const into = channel === undefined ? undefined : (press.thread ?? message);
  const where = { channel: channel ?? user, ...(into === undefined ? {} : { thread: into }) };
  const posted = await services.deliver.post(client, where, messages);
  await noteShown(services, { team, channel: posted.channel, thread: into ?? posted.ts }, shown);
}
