import type { Message } from './message.ts';
import { paragraph } from './plain.ts';
import { spoken } from './spoken.ts';

/** One plain line of our own words (what people typed may stand in it; it is literal). */
export function lineView(line: string): Message {
  return { text: spoken([line]), blocks: [paragraph(line)] };
}
