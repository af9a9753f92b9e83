import { lineView } from '../views/line-view.ts';

/** For a button of a message that an older version posted. */
export const OLD_BUTTON = lineView('This button is too old for me to read. Please ask again.');
