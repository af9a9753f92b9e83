import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Coverage } from '../../answer/answer.ts';
import type { TopicCount } from '../../answer/desk.ts';
import { ACTIONS } from '../action-ids.ts';
import type { Asking } from '../asking.ts';
import { encodeAsking } from '../button-value.ts';
import { LIMITS } from '../limits.ts';
import { parseRequest } from '../parse-request.ts';
import type { AskedQuestion } from '../ports.ts';
import { commandHelp } from './help-view.ts';
import { clip, heading, note, paragraph, plain } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { coverageLine, versionLine } from './standing-lines.ts';
import { type SubscriptionState, subscriptionElements } from './subscription-line.ts';

export interface Home {
  readonly corpus: string;
  readonly coverage: Coverage;
  readonly topics: readonly TopicCount[];
  readonly digests: readonly SubscriptionState[];
  readonly questions: readonly AskedQuestion[];
  readonly command: string;
}

const TOPICS_SHOWN = 40;
const DIGESTS_SHOWN = 10;
const QUESTIONS_SHOWN = 5;

/** What is covered, this person's digests and last questions, how to ask. */
export function homeView(home: Home): HomeView {
  const { coverage, corpus, topics, command } = home;
  const covered =
    coverage.articles === 0
      ? [paragraph(`The corpus is empty. Add a page or a feed with ${command} add <address>.`)]
      : [note(`${coverageLine(coverage)} · ${versionLine(corpus)}`), ...topicBlocks(topics)];
  return {
    type: 'home',
    blocks: [
      heading('What is covered'),
      ...covered,
      { type: 'divider' },
      heading('Your digests'),
      ...digestBlocks(home),
      { type: 'divider' },
      heading('Your last questions'),
      ...questionBlocks(home),
      { type: 'divider' },
      heading('How to ask'),
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: commandHelp(command).map(([usage, what]) =>
          section(words(usage, { code: true }), words(` ${what}`)),
        ),
      }),
      note('Answers are cut from your articles, word for word. Nothing is written by a machine.'),
    ],
  };
}

function topicBlocks(topics: readonly TopicCount[]): KnownBlock[] {
  if (topics.length === 0) return [];
  const names = topics.slice(0, TOPICS_SHOWN).map((one) => `${one.topic} (${one.articles})`);
  const more = topics.length - TOPICS_SHOWN;
  const text = more > 0 ? [...names, `and ${more} more`] : names;
  return [richText(section(words('Topics: ', { bold: true }), words(text.join(' · '))))];
}

function digestBlocks({ digests, command }: Home): KnownBlock[] {
  const set: Button = {
    type: 'button',
    action_id: ACTIONS.editDigest,
    text: plain('Set a digest'),
    accessibility_label: 'Set a digest for a channel',
  };
  const more = digests.length - DIGESTS_SHOWN;
  return [
    ...digests.slice(0, DIGESTS_SHOWN).flatMap((state, index): KnownBlock[] => [
      richText(section(...subscriptionElements(state))),
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: `${ACTIONS.editDigest}.${index}`,
            text: plain('Edit'),
            accessibility_label: `Edit the digest at ${state.subscription.localTime}`,
            value: state.subscription.channel,
          },
        ],
      },
    ]),
    ...(more > 0 ? [note(`and ${more} more: ${command} digest list`)] : []),
    ...(digests.length === 0 ? [note('None in the channels that you and I are both in.')] : []),
    { type: 'actions', elements: [set] },
  ];
}

function questionBlocks({ questions, corpus }: Home): KnownBlock[] {
  if (questions.length === 0) return [note('None yet. Only you see them here.')];
  return questions.slice(0, QUESTIONS_SHOWN).map((asked, index): KnownBlock => {
    const outcome = asked.outcome === 'found' ? '' : ' — not covered';
    const request = parseRequest(asked.question);
    const asking: Asking =
      request.kind === 'asking'
        ? request.asking
        : { kind: 'ask', question: asked.question, offset: 0 };
    const value = encodeAsking({ asking, corpus });
    return {
      type: 'section',
      text: plain(clip(`${asked.question}${outcome}`, LIMITS.sectionText)),
      ...(value === null
        ? {}
        : {
            accessory: {
              type: 'button' as const,
              action_id: `${ACTIONS.askTopic}.${index}`,
              text: plain('Ask again'),
              accessibility_label: clip(`Ask again: ${asked.question}`, LIMITS.accessibilityLabel),
              value,
            },
          }),
    };
  });
}
