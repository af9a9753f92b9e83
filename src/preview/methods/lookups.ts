import { messagePayload } from '../payloads/message-payload.ts';
import type { Conversation, Posted } from '../state/conversation.ts';
import { APP_ID, BOT, BOT_ID, type Person, TEAM } from '../state/people.ts';
import { type Args, failed, type Method, type Reply, type SlackState, text } from './method.ts';

/** Who and what there is. */
export const lookupMethods: Readonly<Record<string, Method>> = {
  'auth.test': (_args, { pageUrl }) => ({
    ok: true,
    url: `${pageUrl()}/`,
    team: TEAM.name,
    user: BOT.handle,
    team_id: TEAM.id,
    user_id: BOT.id,
    bot_id: BOT_ID,
    app_id: APP_ID,
    is_enterprise_install: false,
  }),

  'users.info'(args, { workspace }) {
    const person = workspace.person(text(args, 'user'));
    return person
      ? { ok: true, user: userPayload(person, workspace.timeZone) }
      : failed('user_not_found');
  },

  'conversations.info'(args, { workspace }) {
    const found = workspace.conversation(text(args, 'channel'));
    return found ? { ok: true, channel: channelPayload(found) } : failed('channel_not_found');
  },

  'conversations.members'(args, { workspace }) {
    const found = workspace.conversation(text(args, 'channel'));
    return found ? { ok: true, members: [...found.members] } : failed('channel_not_found');
  },

  'conversations.history'(args, { workspace }) {
    const found = workspace.conversation(text(args, 'channel'));
    if (!found) return failed('channel_not_found');
    if (!found.members.has(BOT.id)) return failed('not_in_channel');
    const oldest = Number(text(args, 'oldest') || 0);
    const all = workspace.visible(found.id, BOT.id).filter((one) => Number(one.ts) >= oldest);
    return listed(all.filter((one) => one.thread === undefined).reverse(), args);
  },

  'conversations.replies'(args, { workspace }) {
    const all = workspace.visible(text(args, 'channel'), BOT.id);
    const ts = text(args, 'ts');
    const thread = all.filter((one) => one.ts === ts || one.thread === ts);
    return thread.length === 0 ? failed('thread_not_found') : listed(thread, args);
  },

  'conversations.list': (_args, state) => channels(state, () => true),

  'users.conversations'(args, state) {
    const person = text(args, 'user') || BOT.id;
    return channels(state, (one) => one.members.has(person) && one.members.has(BOT.id));
  },

  'conversations.open'(args, { workspace }) {
    const person = workspace.person(text(args, 'users'));
    if (!person || person.bot) return failed('user_not_found');
    return { ok: true, channel: { id: workspace.directWith(person.id).id } };
  },
};

function channels({ workspace }: SlackState, wanted: (one: Conversation) => boolean) {
  const found = workspace.conversations().filter((one) => one.kind === 'channel' && wanted(one));
  return {
    ok: true as const,
    channels: found.map(channelPayload),
    response_metadata: { next_cursor: '' },
  };
}

function listed(messages: readonly Posted[], args: Args): Reply {
  const limit = Number(text(args, 'limit') || 100);
  return {
    ok: true,
    messages: messages.slice(0, limit).map(messagePayload),
    has_more: messages.length > limit,
  };
}

function channelPayload(conversation: Conversation) {
  const direct = conversation.kind === 'direct';
  return {
    id: conversation.id,
    ...(direct ? { user: conversation.name } : { name: conversation.name }),
    is_channel: !direct,
    is_im: direct,
    is_private: direct,
    is_archived: false,
    is_member: conversation.members.has(BOT.id),
    ...(direct ? {} : { purpose: { value: conversation.purpose } }),
  };
}

function userPayload(person: Person, timeZone: string) {
  return {
    id: person.id,
    team_id: TEAM.id,
    name: person.handle,
    real_name: person.name,
    deleted: false,
    is_bot: person.bot,
    is_admin: person.admin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    tz: timeZone,
    locale: 'en-GB',
    profile: { real_name: person.name, display_name: person.name },
  };
}
