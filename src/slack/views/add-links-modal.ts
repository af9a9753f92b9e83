import type { ModalView } from '@slack/types';
import { VIEWS } from '../action-ids.ts';
import type { IngestResult } from '../ports.ts';
import type { Message } from './message.ts';
import { plain } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';

export const LINKS_INPUT = 'links';

/** Asks for addresses, one a line. */
export function addLinksModal(links: readonly string[]): ModalView {
  const initial = links.join('\n');
  return {
    type: 'modal',
    callback_id: VIEWS.addLinks,
    title: plain('Add to the corpus'),
    submit: plain('Add'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: LINKS_INPUT,
        label: plain('Addresses, one a line'),
        hint: plain('Pages or feeds, starting with https://. At most 10.'),
        element: {
          type: 'plain_text_input',
          action_id: LINKS_INPUT,
          multiline: true,
          max_length: 3000,
          focus_on_load: true,
          ...(initial === '' ? {} : { initial_value: initial.slice(0, 3000) }),
        },
      },
    ],
  };
}

const OUTCOMES = { added: 'Added', updated: 'Updated', unchanged: 'Already there' } as const;
const LISTED = 30;

/** What became of each address. */
export function ingestView(results: readonly IngestResult[]): Message {
  const lines = results.map((one) =>
    one.kind === 'refused'
      ? `Not added: ${one.url.slice(0, 200)} — ${one.reason.slice(0, 200)}`
      : `${OUTCOMES[one.kind]}: ${one.title.slice(0, 200)}`,
  );
  const more = lines.length - LISTED;
  const shown = more > 0 ? [...lines.slice(0, LISTED), `and ${more} more`] : lines;
  if (shown.length === 0) shown.push('Nothing was found at this address.');
  return {
    text: spoken(shown),
    blocks: [
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: shown.map((line) => section(words(line))),
      }),
    ],
  };
}
