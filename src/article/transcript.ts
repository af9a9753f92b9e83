import type { Span } from './span.ts';

/** A block of a transcript or an interview: who speaks, and the words. */
export interface Turn {
  /** The label as written, without the colon ("MR. KIRBY"); for a continued turn the label above it. */
  readonly label: Span;
  /** The colon, when the label has one. */
  readonly colon?: Span;
  readonly words: Span;
  readonly block: number;
  /** A paragraph without a label: the turn above goes on. */
  readonly continues: boolean;
  /** The label says no name: "Q", "QUESTION", "A". */
  readonly anonymous: boolean;
}

const LABEL_REACH = 70;
const UPPER_LABEL =
  /^((?:[A-Z][A-Z.'’-]*\s+){0,6}[A-Z][A-Z.'’-]*)(?:\s*\([^)\n]{1,40}\))?\s*:\s+(?=\S)/;
const TITLE_LABEL = /^((?:\p{Lu}[\p{L}.'’-]*\s+){0,4}\p{Lu}[\p{L}.'’-]*)\s*:\s+(?=\S)/u;
const QUESTION =
  /^(?:(Q)(?:\s*[:.]\s*|\s{1,4}|\s*\([^)\n]{1,30}\)\s*)|(A)\s*[:.]\s+)(?=[\p{Lu}“"[(])/u;
const ANONYMOUS =
  /^(?:Q|A|QUESTION|ANSWER|REPORTER|PRESS|MODERATOR|Question|Answer|Reporter|Moderator)$/;
/** Fewer labelled blocks than this are no dialogue. */
const MIN_TURNS = 3;
/** Labels of official records. */
const OFFICIAL =
  /^(?:(?:MR|MS|MRS|DR|GEN|SEC|AMB|SENATOR|PRESIDENT|SECRETARY|MINISTER|AMBASSADOR|GENERAL|SPOKESPERSON)\.? \S|(?:[A-Z]+ )*(?:OFFICIAL|PRESIDENT|MINISTER|SECRETARY|SPOKESPERSON|SPOKESMAN|SPOKESWOMAN)(?: [A-Z]+)*$)/;
/** The end and the hour at the end of a record: nobody's words. */
const STAGE = /^(?:END\b.{0,24}|\W?\d{1,2}:\d\d\s?[AP]\.?M\.?.{0,12})$/;
/** Blocks before the first label of a speech (place, time). */
const OPENING = 6;
/** Unlabelled paragraphs that may belong to a turn. */
const MAX_CONTINUED = 12;

/**
 * Turns of the dialogue in the blocks, in order; empty when the text holds none. A label is in capitals
 * ("MR. KIRBY:"), or a name in title case that labels at least two blocks, or "Q" and "A".
 */
export function transcript(body: string, blocks: readonly Span[]): readonly Turn[] {
  const labelled: (Turn | null)[] = blocks.map((block, index) => labelOf(body, block, index));
  const uses = new Map<string, number>();
  for (const turn of labelled) {
    if (turn) {
      const text = body.slice(turn.label.start, turn.label.end);
      uses.set(text, (uses.get(text) ?? 0) + 1);
    }
  }
  const kept = labelled.map((turn) => {
    if (!turn) return null;
    const text = body.slice(turn.label.start, turn.label.end);
    return text === text.toUpperCase() || uses.get(text)! > 1 ? turn : null;
  });
  const count = kept.filter((turn) => turn !== null).length;
  const voices = new Set(kept.flatMap((turn) => (turn ? [textOf(body, turn)] : [])));
  // Labels in capitals that say an office or a form of address: an official record, speeches included.
  const official = [...voices].some((voice) => OFFICIAL.test(voice));
  if (official && (count >= MIN_TURNS || isOpening(blocks, kept)))
    return withContinued(body, blocks, kept, true);
  // One label alone ("Note: …") is a rubric, unless it says that it answers questions.
  if (voices.size < 2 && !voices.has('Q') && !voices.has('A')) return [];
  // A dialogue goes to and fro: at least one label comes back, and turns stand close together.
  const returns = [...uses.values()].some((n) => n > 1) || uses.size >= MIN_TURNS;
  if (count < MIN_TURNS || !returns || !dense(kept, count)) return [];
  return withContinued(body, blocks, kept, false);
}

/** Whether the first label stands near the top: all of a speech is its speaker's. */
function isOpening(blocks: readonly Span[], kept: readonly (Turn | null)[]): boolean {
  return blocks.length > MIN_TURNS && kept.findIndex((turn) => turn !== null) < OPENING;
}

/** Labels far apart are no dialogue: a third of the blocks between the first and the last must have one. */
function dense(kept: readonly (Turn | null)[], count: number): boolean {
  const first = kept.findIndex((turn) => turn !== null);
  const last = kept.findLastIndex((turn) => turn !== null);
  return count * 3 >= last - first + 1;
}

/** @param whole a record of speech to its end: paragraphs without a label go on with the turn above */
function withContinued(
  body: string,
  blocks: readonly Span[],
  kept: readonly (Turn | null)[],
  whole: boolean,
): readonly Turn[] {
  let last = kept.length - 1;
  while (!whole && last >= 0 && !kept[last]) last--;
  const turns: Turn[] = [];
  let current: Turn | undefined;
  let since = 0;
  for (let block = 0; block <= last; block++) {
    const own = kept[block];
    if (own) {
      turns.push(own);
      current = own;
      since = 0;
    } else if (current && (++since <= MAX_CONTINUED || whole) && !isStage(body, blocks[block]!)) {
      turns.push({
        label: current.label,
        words: blocks[block]!,
        block,
        continues: true,
        anonymous: current.anonymous,
      });
    }
  }
  return turns;
}

function isStage(body: string, block: Span): boolean {
  return block.end - block.start < 40 && STAGE.test(body.slice(block.start, block.end));
}

function textOf(body: string, turn: Turn): string {
  return body.slice(turn.label.start, turn.label.end);
}

function labelOf(body: string, block: Span, index: number): Turn | null {
  const head = body.slice(block.start, Math.min(block.end, block.start + LABEL_REACH));
  const match = UPPER_LABEL.exec(head) ?? QUESTION.exec(head) ?? TITLE_LABEL.exec(head);
  if (!match) return null;
  const text = match[1] ?? match[2]!;
  const start = block.start;
  const from = start + match[0].length;
  // "Clinton: 1,775" is a table.
  if (!/\p{Ll}/u.test(body.slice(from, Math.min(block.end, from + 200)))) return null;
  const colon = match[0].lastIndexOf(':');
  return {
    label: { start, end: start + text.length },
    ...(colon >= 0 ? { colon: { start: start + colon, end: start + colon + 1 } } : {}),
    words: { start: from, end: block.end },
    block: index,
    continues: false,
    anonymous: ANONYMOUS.test(text),
  };
}
