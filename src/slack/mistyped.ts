import type { Desk } from '../answer/desk.ts';
import { parseRequest, slipOf } from './parse-request.ts';
import { askingButton } from './views/buttons.ts';
import { helpView } from './views/help-view.ts';
import type { Message } from './views/message.ts';
import type { Place } from './views/place.ts';

/**
 * For a first word that is close to a command and that the corpus does not know: the nearest command,
 * and the help. A word the corpus knows ("aid") is a question, however close to one ("add").
 */
export async function slipReply(
  text: string,
  { desk, command }: { readonly desk: Desk; readonly command: string },
  place: Place,
): Promise<readonly Message[] | null> {
  const slip = slipOf(text);
  if (!slip || slip.typed.length > 20) return null;
  const alone = await desk.ask(slip.typed, { limit: 1 });
  // A fallback that guesses at the spelling does not make it a word of the corpus.
  if (
    alone.outcome === 'found' &&
    knows(alone.excerpts[0]?.text ?? '', slip.typed, alone.canonicalName)
  )
    return null;
  const meant = `${slip.command}${slip.rest === '' ? '' : ` ${slip.rest}`}`;
  const lead = `There is no command “${slip.typed}”. Did you mean “${meant}”?`;
  const request = parseRequest(meant);
  const help = helpView(command, lead);
  if (request.kind !== 'asking' || place === 'posted') return [help];
  const buttons = askingButton('ask_topic.meant', meant, `Ask: ${meant}`, {
    asking: request.asking,
    corpus: await desk.corpusVersion(),
  });
  if (buttons.length === 0) return [help];
  const [first, ...others] = help.blocks;
  if (!first) return [help];
  return [{ ...help, blocks: [first, { type: 'actions', elements: buttons }, ...others] }];
}

function knows(text: string, word: string, canonicalName: string | undefined): boolean {
  return canonicalName !== undefined || text.toLowerCase().includes(word.toLowerCase());
}
