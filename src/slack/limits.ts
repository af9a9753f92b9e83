import type { KnownBlock, View } from '@slack/types';
import { elementProblems } from './element-limits.ts';

/**
 * The limits of Block Kit in one place.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 * @see https://docs.slack.dev/reference/views
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Top-level `text` of a message: longer is accepted but cut by clients. */
  messageText: 4000,
  /**
   * Characters of a whole message. Slack answers `msg_blocks_too_long` somewhere above 11,000 and
   * documents no number; 8,000 leaves room.
   */
  messageBudget: 8000,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  header: 150,
  contextElements: 10,
  contextActions: 5,
  actionsElements: 25,
  tableRows: 100,
  tableCells: 20,
  tableCharacters: 10_000,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  accessibilityLabel: 75,
  id: 255,
  options: 100,
  choices: 10,
  optionText: 75,
  placeholder: 150,
  modalTitle: 24,
  privateMetadata: 3000,
  inputLabel: 2000,
  inputInitial: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

export interface MessageShape {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What Slack would refuse in this message, one line each; empty: it may be sent. */
export function messageProblems(message: MessageShape): readonly string[] {
  const problems: string[] = [];
  if (message.text.trim() === '') problems.push('text: empty, screen readers get nothing');
  if (message.text.length > LIMITS.messageText) {
    problems.push(`text: ${message.text.length} characters, at most ${LIMITS.messageText}`);
  }
  problems.push(...blockListProblems(message.blocks, LIMITS.messageBlocks, 'message'));
  const size = characters(message.blocks);
  if (size > LIMITS.messageBudget) {
    problems.push(`blocks: ${size} characters, at most ${LIMITS.messageBudget}`);
  }
  return problems;
}

/** What Slack would refuse in this modal or home view. */
export function viewProblems(view: View): readonly string[] {
  const problems: string[] = [];
  const surface = view.type === 'home' ? 'home' : 'modal';
  problems.push(...blockListProblems(view.blocks as KnownBlock[], LIMITS.viewBlocks, surface));
  if ((view.private_metadata?.length ?? 0) > LIMITS.privateMetadata) {
    problems.push(`private_metadata: over ${LIMITS.privateMetadata} characters`);
  }
  if ((view.callback_id?.length ?? 0) > LIMITS.id) {
    problems.push(`callback_id: over ${LIMITS.id} characters`);
  }
  if (view.type !== 'modal') return problems;
  for (const key of ['title', 'submit', 'close'] as const) {
    const words = view[key]?.text;
    if (words === undefined) continue;
    if (words === '' || words.length > LIMITS.modalTitle) {
      problems.push(`${key}: “${words}” is not 1 to ${LIMITS.modalTitle} characters`);
    }
  }
  if (view.blocks.some((block) => block.type === 'input') && view.submit === undefined) {
    problems.push('submit: missing in a modal with inputs');
  }
  return problems;
}

/** Characters that a reader sees or that travel with them: texts and addresses, not button values. */
export function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + characters(one), 0);
  if (value === null || typeof value !== 'object') return 0;
  let sum = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') {
      if (COUNTED.has(key)) sum += inner.length;
    } else {
      sum += characters(inner);
    }
  }
  return sum;
}

const COUNTED = new Set(['text', 'url', 'fallback', 'alt_text', 'format']);

function blockListProblems(
  blocks: readonly KnownBlock[],
  most: number,
  surface: 'message' | 'modal' | 'home',
): string[] {
  const problems: string[] = [];
  if (blocks.length === 0) problems.push('blocks: none');
  if (blocks.length > most) problems.push(`blocks: ${blocks.length}, at most ${most}`);
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  for (const [index, id] of ids.entries()) {
    if (id.length > LIMITS.id) problems.push(`block_id: over ${LIMITS.id} characters`);
    if (ids.indexOf(id) !== index) problems.push(`block_id: “${id}” twice`);
  }
  const tables = blocks.filter((block) => block.type === 'table').length;
  if (tables > 1) problems.push(`table: ${tables} in one ${surface}, at most 1`);
  if (tables > 0 && surface !== 'message') problems.push(`table: not allowed in a ${surface}`);
  for (const [index, block] of blocks.entries()) {
    for (const problem of elementProblems(block, surface)) {
      problems.push(`blocks[${index}] ${block.type}: ${problem}`);
    }
  }
  return problems;
}
