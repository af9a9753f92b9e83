import type { Message } from './message.ts';
import { heading, note } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';

/** Every command with what it does; the order people need them in. */
export function commandHelp(command: string): readonly (readonly [string, string])[] {
  return [
    [`${command} <topic or question>`, 'excerpts, word for word, each with its source'],
    [`${command} quotes <speaker or topic>`, 'who said what'],
    [`${command} verify "<quote>"`, 'exact, altered, or not in the corpus'],
    [`${command} timeline <topic or speaker>`, 'dated statements, old to new'],
    [`${command} figures <topic>`, 'sentences with numbers, as a table'],
    [`${command} sources`, 'what the corpus holds'],
    [`${command} digest`, 'set the digest of this channel; also: digest now, off, list'],
    [
      `${command} add <address>`,
      'add a page or a feed to the corpus; add <feed> only <topic>, <topic> takes what mentions one',
    ],
    [
      `${command} remove <address or id>`,
      'take it out again; remove alone lists what can come back',
    ],
    [`${command} feedback`, 'for curators: what people found useful; feedback csv'],
    [`${command} help`, 'this list'],
  ];
}

const FILTERS =
  'Filters in a question: since:2022-04, until:2023, speaker:"Zabihullah Mujahid", source:Dawn, exact:"open war"';

/** How to ask; `lead` says why it is shown when nobody asked for help. */
export function helpView(command: string, lead?: string): Message {
  const lines = commandHelp(command);
  return {
    text: spoken([
      ...(lead === undefined ? [] : [lead]),
      'How to ask Afghan Brief:',
      ...lines.map(([usage, what]) => `${usage}: ${what}`),
      FILTERS,
    ]),
    blocks: [
      ...(lead === undefined ? [] : [richText(section(words(lead)))]),
      heading('How to ask'),
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: lines.map(([usage, what]) =>
          section(words(usage, { code: true }), words(` ${what}`)),
        ),
      }),
      note(
        FILTERS,
        'Or mention me in a channel, write me a message, or use “Verify quotes in message” on any message.',
        'Every answer is cut from the articles of your corpus. Nothing is written by a machine.',
      ),
    ],
  };
}
