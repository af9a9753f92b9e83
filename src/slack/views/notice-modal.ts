import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { clip, paragraph, plain } from './plain.ts';

/** A window with one thing to say. */
export function noticeModal(title: string, ...blocks: readonly (string | KnownBlock)[]): ModalView {
  return {
    type: 'modal',
    title: plain(clip(title, 24)),
    close: plain('Close'),
    blocks: blocks.map((block) => (typeof block === 'string' ? paragraph(block) : block)),
  };
}

const SORRY =
  'This cannot be shown: it breaks a limit of Slack, and that is logged. Please tell an admin.';

/** What stands in for a view that Slack would refuse. */
export const notices = {
  modal: (problem: string | undefined): ModalView =>
    noticeModal('Cannot be shown', problem === undefined ? SORRY : `${SORRY} (${problem})`),
  home: (): HomeView => ({ type: 'home', blocks: [paragraph(SORRY)] }),
};
