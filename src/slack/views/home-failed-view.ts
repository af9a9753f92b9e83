import type { HomeView } from '@slack/types';
import { heading } from './plain.ts';
import { richText, section, words } from './rich-text.ts';

/** The home tab when it cannot be drawn: what failed, and what to do. */
export function homeFailedView(line: string): HomeView {
  return {
    type: 'home',
    blocks: [
      heading('Afghan Brief'),
      richText(section(words(line))),
      richText(section(words('This page is drawn anew each time it is opened.'))),
    ],
  };
}
