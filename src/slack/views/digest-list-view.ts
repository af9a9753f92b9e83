import type { Message } from './message.ts';
import { heading, note } from './plain.ts';
import { richText, section } from './rich-text.ts';
import { spoken } from './spoken.ts';
import { type SubscriptionState, subscriptionElements } from './subscription-line.ts';

const LISTED = 20;

/** The digests that are set, with the next time of each. */
export function digestListView(states: readonly SubscriptionState[], command: string): Message {
  if (states.length === 0) {
    const line = `No digest is set. Set one for a channel with ${command} digest.`;
    return { text: line, blocks: [heading('Digests'), note(line)] };
  }
  const more = states.length - LISTED;
  return {
    text: spoken([
      'Digests:',
      ...states.map(({ subscription }) => {
        const { channel, localTime, timeZone } = subscription;
        return `Channel ${channel}: ${localTime} ${timeZone}`;
      }),
    ]),
    blocks: [
      heading('Digests'),
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: states.slice(0, LISTED).map((state) => section(...subscriptionElements(state))),
      }),
      note(
        ...(more > 0 ? [`and ${more} more`] : []),
        `Change one with ${command} digest in its channel; end it with ${command} digest off.`,
      ),
    ],
  };
}
