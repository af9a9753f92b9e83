import type { Conversation, Posted } from '../state/conversation.ts';
import { APP_ID, BOT, type Person, TEAM } from '../state/people.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The part that every interaction has. @see https://docs.slack.dev/reference/interaction-payloads */
export function interaction(type: string, person: Person): Payload {
  return {
    type,
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: TEAM.id },
    api_app_id: APP_ID,
    token: 'preview',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** @see https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function commandRequest(
  command: { readonly name: string; readonly text: string },
  person: Person,
  where: Conversation,
  tickets: { readonly triggerId: string; readonly responseUrl: string },
): Payload {
  return {
    token: 'preview',
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: where.id,
    channel_name: where.kind === 'direct' ? 'directmessage' : where.name,
    user_id: person.id,
    user_name: person.handle,
    command: command.name,
    text: command.text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: tickets.responseUrl,
    trigger_id: tickets.triggerId,
  };
}

/** @see https://docs.slack.dev/apis/events-api/#callback-field */
export function eventRequest(event: Payload, eventId: string, seconds: number): Payload {
  return {
    token: 'preview',
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    api_app_id: APP_ID,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: seconds,
    is_ext_shared_channel: false,
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: BOT.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
  };
}

/** The `message` or `app_mention` event of something a person wrote. */
export function messageEvent(
  type: 'message' | 'app_mention',
  message: Posted,
  where: Conversation,
  parent: Posted | undefined,
): Payload {
  return {
    type,
    user: message.author,
    text: message.text,
    ts: message.ts,
    team: TEAM.id,
    channel: where.id,
    event_ts: message.ts,
    client_msg_id: `preview-${message.ts}`,
    ...(message.thread ? { thread_ts: message.thread } : {}),
    ...(parent ? { parent_user_id: parent.author } : {}),
    ...(type === 'message' ? { channel_type: where.kind === 'direct' ? 'im' : 'channel' } : {}),
  };
}
