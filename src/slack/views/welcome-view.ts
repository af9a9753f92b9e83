import type { Message } from './message.ts';
import { note } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';

/** Once, when invited to a channel: what this is, how to ask, and what the corpus can answer. */
export function welcomeView(options: {
  readonly botUser: string;
  readonly command: string;
  readonly suggestions: readonly string[];
}): Message {
  const { botUser, command, suggestions } = options;
  const what =
    'Hello. I answer questions about Afghanistan with excerpts of your own articles, word for word and with their sources.';
  const examples = suggestions.slice(0, 3);
  return {
    text: spoken([what, `Mention me with a question, or type ${command} help.`, ...examples]),
    blocks: [
      richText(
        section(
          words(`${what} Mention `),
          { type: 'user', user_id: botUser },
          words(' with a question, or type '),
          words(`${command} help`, { code: true }),
          words(examples.length === 0 ? '.' : '. For example:'),
        ),
        ...(examples.length === 0
          ? []
          : [
              {
                type: 'rich_text_list' as const,
                style: 'bullet' as const,
                elements: examples.map((one) => section(words(one))),
              },
            ]),
      ),
      note(`I post here only when asked. A daily digest is set with ${command} digest.`),
    ],
  };
}
