import type { Message } from './message.ts';
import { richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';

const NEXT =
  'You can change or end it on my home tab. Where the channel is closed to me it is paused until I am invited again or you save it anew.';

/** To the person who set a digest that could not be posted. */
export function lostDigestView(channel: string, reason: string): Message {
  return {
    text: spoken([`The digest that you set was not posted. ${reason} ${NEXT}`]),
    blocks: [
      richText(
        section(
          words('The digest that you set for '),
          { type: 'channel', channel_id: channel },
          words(` was not posted. ${reason} ${NEXT}`),
        ),
      ),
    ],
  };
}
