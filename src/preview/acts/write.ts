import type { AnyBlock } from '@slack/types';
import { escapeTyped, mentionsBot } from '../payloads/escape-typed.ts';
import { commandRequest, messageEvent } from '../payloads/requests.ts';
import type { Conversation } from '../state/conversation.ts';
import { BOT, type Person } from '../state/people.ts';
import { ActError, type Acting, type Outcome, personOf, placeOf, sendEvent } from './acting.ts';

export interface Writing {
  readonly person: string;
  readonly conversation: string;
  /** `ts` of the thread's first message. */
  readonly thread?: string;
  readonly text: string;
}

/** Longest message that Slack's composer sends as one. */
const LONGEST = 12_000;

/** What the person typed: a slash command or a message. */
export async function write(acting: Acting, writing: Writing): Promise<Outcome> {
  const person = personOf(acting, writing.person);
  const where = placeOf(acting, person, writing.conversation);
  const typed = writing.text.trim();
  if (typed === '') return {};
  if (typed.length > LONGEST) {
    return { notice: `That is ${typed.length} characters; a message has at most ${LONGEST}.` };
  }
  if (typed.startsWith('/')) return command(acting, person, where, typed, writing.thread);
  return message(acting, person, where, typed, writing.thread);
}

async function command(
  acting: Acting,
  person: Person,
  where: Conversation,
  typed: string,
  thread: string | undefined,
): Promise<Outcome> {
  const [name = ''] = typed.split(/\s/, 1);
  const known = acting.manifest.commands.find((one) => one.name === name);
  if (!known) return { notice: `${name} is not a valid command.` };
  if (thread) return { notice: `${name} is not supported in threads. Sorry!` };
  const { workspace, tickets, receiver } = acting;
  const text = escapeTyped(typed.slice(name.length).trim());
  const target = { person: person.id, conversation: where.id };
  const acked = await receiver.deliver(
    commandRequest({ name, text }, person, where, {
      triggerId: tickets.trigger(person.id, where.id),
      responseUrl: tickets.responseUrl(target),
    }),
  );
  if (acked.kind === 'not-acked') {
    return { notice: `${name} failed with the error “dispatch_failed”.` };
  }
  const response = acked.response as string | { text?: string; blocks?: AnyBlock[] } | undefined;
  const said = typeof response === 'string' ? { text: response } : response;
  if (said?.text || said?.blocks) {
    const inChannel = 'response_type' in said && said.response_type === 'in_channel';
    workspace.post({
      conversation: where.id,
      author: BOT.id,
      text: said.text ?? '',
      blocks: said.blocks ?? [],
      ...(inChannel ? {} : { onlyFor: person.id }),
    });
  }
  return {};
}

async function message(
  acting: Acting,
  person: Person,
  where: Conversation,
  typed: string,
  thread: string | undefined,
): Promise<Outcome> {
  const { workspace } = acting;
  const parent = thread === undefined ? undefined : workspace.find(where.id, thread);
  if (thread !== undefined && !parent) throw new ActError('That thread is gone.');
  const text = escapeTyped(typed);
  const posted = workspace.post({
    conversation: where.id,
    author: person.id,
    text,
    ...(parent ? { thread: parent.thread ?? parent.ts } : {}),
  });
  if (where.kind === 'direct') {
    sendEvent(acting, 'message.im', messageEvent('message', posted, where, parent));
    return { posted: posted.ts };
  }
  if (!where.members.has(BOT.id)) {
    return mentionsBot(text)
      ? {
          posted: posted.ts,
          notice: `${BOT.name} is not in #${where.name}. Add it to the channel first.`,
        }
      : { posted: posted.ts };
  }
  if (mentionsBot(text)) {
    sendEvent(acting, 'app_mention', messageEvent('app_mention', posted, where, parent));
  }
  sendEvent(acting, 'message.channels', messageEvent('message', posted, where, parent));
  return { posted: posted.ts };
}
