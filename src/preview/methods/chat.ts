import type { AnyBlock } from '@slack/types';
import { messageBlockProblems } from '../block-problems.ts';
import { messagePayload } from '../payloads/message-payload.ts';
import type { Conversation, Posted } from '../state/conversation.ts';
import { BOT } from '../state/people.ts';
import { type Args, failed, type Method, type Reply, type SlackState, text } from './method.ts';

/** Longest `text` that Slack takes. */
const LONGEST_TEXT = 40_000;

type Sent = { readonly text: string; readonly blocks: readonly AnyBlock[] };

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage'(args, state) {
    const where = writable(args, state);
    if ('ok' in where) return where;
    const sent = content(args);
    if ('ok' in sent) return sent;
    const thread = threadOf(args, where, state);
    if (thread === null) return failed('thread_not_found');
    const posted = state.workspace.post({
      conversation: where.id,
      author: BOT.id,
      ...sent,
      ...(thread ? { thread } : {}),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
    });
    return { ok: true, channel: where.id, ts: posted.ts, message: messagePayload(posted) };
  },

  'chat.postEphemeral'(args, state) {
    const where = writable(args, state);
    if ('ok' in where) return where;
    const person = state.workspace.person(text(args, 'user'));
    if (!person || !where.members.has(person.id)) return failed('user_not_in_channel');
    const sent = content(args);
    if ('ok' in sent) return sent;
    const thread = threadOf(args, where, state);
    const posted = state.workspace.post({
      conversation: where.id,
      author: BOT.id,
      onlyFor: person.id,
      ...sent,
      ...(thread ? { thread } : {}),
    });
    return { ok: true, message_ts: posted.ts };
  },

  'chat.update'(args, state) {
    const message = own(args, state);
    if ('ok' in message) return message;
    const sent = content(args);
    if ('ok' in sent) return sent;
    state.workspace.edit(message, {
      ...sent,
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
    });
    return {
      ok: true,
      channel: message.conversation,
      ts: message.ts,
      text: message.text,
      message: messagePayload(message),
    };
  },

  'chat.delete'(args, state) {
    const message = own(args, state);
    if ('ok' in message) return message;
    state.workspace.remove(message);
    return { ok: true, channel: message.conversation, ts: message.ts };
  },

  'chat.getPermalink'(args, state) {
    const message = state.workspace.find(text(args, 'channel'), text(args, 'message_ts'));
    if (!message || message.onlyFor) return failed('message_not_found');
    const id = message.ts.replace('.', '');
    const permalink = `${state.pageUrl()}/archives/${message.conversation}/p${id}`;
    return { ok: true, channel: message.conversation, permalink };
  },
};

/** Where the bot may write: a channel that it is in, or a person's direct messages. */
function writable(args: Args, { workspace }: SlackState): Conversation | Reply {
  const id = text(args, 'channel');
  const person = workspace.person(id);
  if (person && !person.bot) return workspace.directWith(person.id);
  const conversation =
    workspace.conversation(id) ??
    workspace.conversations().find((one) => `#${one.name}` === id || one.name === id);
  if (!conversation) return failed('channel_not_found');
  return conversation.members.has(BOT.id) ? conversation : failed('not_in_channel');
}

/** A message of the bot's that still can be changed: ephemeral ones cannot, as in Slack. */
function own(args: Args, { workspace }: SlackState): Posted | Reply {
  if (!workspace.conversation(text(args, 'channel'))) return failed('channel_not_found');
  const message = workspace.find(text(args, 'channel'), text(args, 'ts'));
  if (!message || message.onlyFor) return failed('message_not_found');
  return message.author === BOT.id ? message : failed('cant_update_message');
}

export function content(args: Args): Sent | Reply {
  const blocks = (args.blocks ?? []) as AnyBlock[];
  const words = text(args, 'text');
  if (words === '' && blocks.length === 0) return failed('no_text');
  if (words.length > LONGEST_TEXT) return failed('msg_too_long');
  const problems = messageBlockProblems(blocks);
  return problems.length > 0 ? failed('invalid_blocks', problems) : { text: words, blocks };
}

/** The first message's `ts`, undefined outside threads, null when there is no such message. */
function threadOf(args: Args, where: Conversation, { workspace }: SlackState) {
  const ts = text(args, 'thread_ts');
  if (ts === '') return undefined;
  const parent = workspace.find(where.id, ts);
  return parent ? (parent.thread ?? parent.ts) : null;
}
