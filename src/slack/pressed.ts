import type { BlockAction, ButtonAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { privately } from './privately.ts';
import type { Services } from './services.ts';
import type { Message } from './views/message.ts';
import type { Place } from './views/place.ts';

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

export function pressed(body: BlockAction, action: { value?: string } | ButtonAction): Pressed {
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
    team: body.team?.id ?? body.user.team_id ?? '',
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
): Promise<void> {
  if (press.channel === undefined) {
    await services.deliver.post(client, { channel: press.user }, messages);
  } else if (press.place === 'private' || press.message === undefined) {
    await tellPresser(services, client, press, messages);
  } else {
    const thread = press.thread ?? press.message;
    await services.deliver.post(client, { channel: press.channel, thread }, messages);
  }
}
