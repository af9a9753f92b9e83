import type { Button, KnownBlock } from '@slack/types';
import { ACTIONS } from '../action-ids.ts';
import type { Asking } from '../asking.ts';
import { LIMITS } from '../limits.ts';
import type { Message } from './message.ts';
import { plain } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { escapeMrkdwn } from './spoken.ts';

const VERBS = {
  ask: 'asked',
  quotes: 'asked who spoke on',
  timeline: 'asked for the timeline of',
  figures: 'asked for the figures on',
  verify: 'checked',
} as const;

/** The first page of an answer, under the name of the person who shares it, with a way to take it back. */
export function sharedView(
  page: Message,
  shared: {
    readonly user: string;
    readonly asking: Asking;
    readonly changed: boolean;
    readonly following?: readonly string[];
  },
): Message {
  const { user, asking, changed } = shared;
  const verb = VERBS[asking.kind];
  const remove: Button = {
    type: 'button',
    action_id: ACTIONS.deleteShared,
    text: plain('Delete'),
    accessibility_label: 'Delete this shared answer; only who shared it can',
    // Who may delete it, and the messages that go with it; what does not fit stays in the thread.
    value: [user, ...(shared.following ?? [])].slice(0, 80).join(' '),
    confirm: {
      title: plain('Delete this answer?'),
      text: plain('It is removed from the channel, with what follows it in the thread.'),
      confirm: plain('Delete'),
      deny: plain('Keep'),
    },
  };
  const line = richText(
    section(
      { type: 'user', user_id: user },
      words(` ${verb}: `),
      words(asking.question, { bold: true }),
      ...(changed ? [words('  (the corpus has changed since: this is its answer now)')] : []),
    ),
  );
  const text = `${escapeMrkdwn(`${verb}: ${asking.question}`)}\n${page.text}`;
  return {
    text: text.length <= LIMITS.messageText ? text : page.text,
    // The question stands in the first line already.
    blocks: [
      line,
      ...page.blocks.filter((block) => !isHeading(block, asking.question)),
      { type: 'actions', elements: [remove] },
    ],
  };
}

function isHeading(block: KnownBlock, question: string): boolean {
  return block.type === 'header' && block.text.text === question;
}
