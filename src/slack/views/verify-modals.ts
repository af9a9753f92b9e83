import type { KnownBlock, ModalView } from '@slack/types';
import type { Verification } from '../../answer/desk.ts';
import { VIEWS } from '../action-ids.ts';
import { characters, LIMITS } from '../limits.ts';
import { clip, heading, note, paragraph, plain } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { matchPieces } from './verification-view.ts';

/** `block_id` and `action_id` of the words to check. */
export const QUOTE_INPUT = 'quote';
const BODY_BUDGET = 20_000;

/** Asks for the words to check. */
export function verifyModal(): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.verify,
    title: plain('Verify a quote'),
    submit: plain('Check'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: QUOTE_INPUT,
        label: plain('The words to check'),
        hint: plain('Paste the quote as it stands. Leave out who said it.'),
        element: {
          type: 'plain_text_input',
          action_id: QUOTE_INPUT,
          multiline: true,
          max_length: 3000,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** What came out, one part for each quotation. */
export function verifiedModal(verifications: readonly Verification[]): ModalView {
  const blocks: KnownBlock[] = [];
  let left = BODY_BUDGET;
  let leftOut = 0;
  for (const verification of verifications) {
    const part = verificationBlocks(verification);
    left -= characters(part);
    if (left < 0 || blocks.length + part.length > LIMITS.viewBlocks - 2) leftOut += 1;
    else blocks.push(...(blocks.length > 0 ? [{ type: 'divider' as const }] : []), ...part);
  }
  if (leftOut > 0) {
    blocks.push(note(`${leftOut} more not shown here: check them one by one with verify "…".`));
  }
  if (verifications.length === 0) blocks.push(paragraph(NO_QUOTATIONS));
  return {
    type: 'modal',
    callback_id: VIEWS.verify,
    title: plain('Quotes checked'),
    close: plain('Close'),
    blocks,
  };
}

export const NO_QUOTATIONS =
  'There are no quotations in this message: only words between quotation marks are checked.';

const OUTCOMES = {
  exact: 'Exact',
  altered: 'Altered: the article has other words',
  'not-found': 'Not in the corpus',
} as const;

function verificationBlocks(verification: Verification): KnownBlock[] {
  return [
    heading(OUTCOMES[verification.outcome]),
    richText(section(words('Checked: ', { bold: true }), words(clip(verification.quote, 1500)))),
    ...matchPieces(verification).flatMap((piece) => piece.blocks),
  ];
}
