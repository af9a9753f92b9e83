import type { Button, KnownBlock } from '@slack/types';
import { characters, LIMITS } from '../limits.ts';
import type { Message } from './message.ts';
import { note } from './plain.ts';
import { spoken } from './spoken.ts';

/** Something shown whole or on the next page: an excerpt with its citation, a row, a group. */
export interface Piece {
  readonly blocks: readonly KnownBlock[];
  /** Literal lines for the top-level text. */
  readonly spoken: readonly string[];
  readonly buttons?: readonly Button[];
}

export interface Frame {
  readonly head: readonly KnownBlock[];
  readonly spoken: readonly string[];
  /** Buttons of the answer as a whole; on the first page. */
  readonly buttons?: readonly Button[];
  readonly foot?: readonly KnownBlock[];
  /** Where the further pages go, as words: "in the thread". */
  readonly continued: string;
}

/** Left free for the buttons, the line that says where it goes on, and the line of who shares it. */
const RESERVE = { characters: 1500, blocks: 5 };

/**
 * Lays pieces out as messages inside the budget: a piece is never divided, and one that is too large
 * for a message of its own is replaced by `tooLarge`.
 */
export function pages(
  frame: Frame,
  pieces: readonly Piece[],
  tooLarge: (piece: Piece) => Piece,
): readonly Message[] {
  const foot = frame.foot ?? [];
  const groups: Piece[][] = [[]];
  let left = roomFor([...frame.head, ...foot]);
  for (const given of pieces) {
    const whole = roomFor([]);
    const piece = fits(given, whole) ? given : tooLarge(given);
    if (!fits(piece, left)) {
      groups.push([]);
      left = whole;
    }
    groups.at(-1)?.push(piece);
    left = {
      characters: left.characters - characters(piece.blocks),
      blocks: left.blocks - piece.blocks.length,
      buttons: left.buttons - (piece.buttons?.length ?? 0),
    };
  }
  return groups.map((group, index) => {
    const first = index === 0;
    const buttons = [
      ...group.flatMap((piece) => piece.buttons ?? []),
      ...(first ? (frame.buttons ?? []) : []),
    ];
    const rest = groups.slice(1).reduce((sum, later) => sum + later.length, 0);
    const blocks: KnownBlock[] = [
      ...(first ? frame.head : []),
      ...group.flatMap((piece) => piece.blocks),
      ...(first && rest > 0 ? [note(`Continued ${frame.continued}: ${rest} more.`)] : []),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
      ...(first ? foot : []),
    ];
    const lead = first ? frame.spoken : ['Continued.'];
    return { text: spoken([...lead, ...group.flatMap((piece) => piece.spoken)]), blocks };
  });
}

interface Room {
  readonly characters: number;
  readonly blocks: number;
  readonly buttons: number;
}

function roomFor(fixed: readonly KnownBlock[]): Room {
  return {
    characters: LIMITS.messageBudget - RESERVE.characters - characters(fixed),
    blocks: LIMITS.messageBlocks - RESERVE.blocks - fixed.length,
    buttons: LIMITS.actionsElements - 5,
  };
}

function fits(piece: Piece, room: Room): boolean {
  return (
    characters(piece.blocks) <= room.characters &&
    piece.blocks.length <= room.blocks &&
    (piece.buttons?.length ?? 0) <= room.buttons
  );
}
