import type { KnownBlock, RichTextElement } from '@slack/types';
import type { WordChange } from '../../answer/desk.ts';
import { characters, LIMITS } from '../limits.ts';
import type { ChangeNotice, ShownChange } from '../ports.ts';
import type { Message } from './message.ts';
import { clip, heading, note } from './plain.ts';
import { isolated, link, quoted, richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';
import { counted } from './standing-lines.ts';

const HEADING = 'Changed since it was shown here';
const VERSION = 'The answer above cites the version that it came from.';
const KEPT = 'The answer above cites the page as it was read; the corpus keeps it.';
const OTHER_WORDS = ' has other words now than this thread was shown.';
const LEGEND = 'Struck out: in the words as shown only. Bold: in the article now only.';
const TAKEN_DOWN = 'The page is no longer there';
const NO_PAGE = ' is no longer at its address, as two looks found. This thread was shown:';
const GONE = 'The article no longer has these words, or words close to them.';
const TITLE_SHOWN = 300;
/** Left free for the count of what is not shown. */
const RESERVE = 300;
/** Unchanged words on each side of a change, in characters, where there are more of them. */
const AROUND = 80;
const GAP = ' […] ';

/**
 * Tells a thread that words it was shown have changed: the words as they were, and word by word what they
 * are now. One message; changes that do not fit are counted.
 */
export function changeNoticeView({ kind, article, changes }: ChangeNotice): Message {
  const gone = kind === 'gone';
  const headline = gone ? TAKEN_DOWN : HEADING;
  const standing = gone ? KEPT : VERSION;
  const title = clip(article.title || article.id, TITLE_SHOWN);
  const publisher = article.publisher ? clip(article.publisher, TITLE_SHOWN) : '';
  const head: KnownBlock[] = [
    heading(headline),
    richText(
      section(
        ...isolated(title, link(title, article.url, { bold: true })),
        words(`${publisher === '' ? '' : ` · ${publisher}`}${gone ? NO_PAGE : OTHER_WORDS}`),
      ),
    ),
  ];
  const foot = (differs: boolean, left: number): KnownBlock =>
    note(
      ...(left > 0
        ? [
            gone
              ? `${counted(left, 'more passage')} of it shown here.`
              : `${counted(left, 'more passage')} shown here changed too: open the page.`,
          ]
        : []),
      ...(differs ? [LEGEND] : []),
      standing,
    );
  let room =
    LIMITS.messageBudget - RESERVE - characters(head) - characters(foot(true, changes.length));
  const shown: KnownBlock[] = [];
  const said: string[] = [];
  let count = 0;
  for (const change of changes) {
    const block = fitting(change, room, gone);
    if (block === undefined || shown.length + 5 > LIMITS.messageBlocks) break;
    room -= characters(block);
    shown.push(block);
    said.push(...spokenChange(change, gone));
    count += 1;
  }
  const left = changes.length - count;
  const differs = changes.slice(0, count).some((change) => change.words !== undefined);
  return {
    text: spoken([
      `${headline}: ${title}${publisher === '' ? '' : `, ${publisher}`}. ${standing}`,
      ...said,
      ...(left > 0
        ? [
            `${counted(left, 'more passage')} ${gone ? 'of it shown here' : 'shown here changed too'}.`,
          ]
        : []),
    ]),
    blocks: [...head, ...shown, foot(differs, left)],
  };
}

/** A change in full, else without the comparison; `undefined`: neither fits, and nothing is cut. */
function fitting(change: ShownChange, room: number, gone: boolean): KnownBlock | undefined {
  if (gone) {
    const block = richText(quoted(change.shown, 0, []));
    return characters(block) <= room ? block : undefined;
  }
  const asShown = [section(words('As shown:', { bold: true })), quoted(change.shown, 0, [])];
  const now =
    change.words === undefined
      ? section(words(GONE))
      : section(words('Now: ', { bold: true }), ...difference(change.words));
  const rewritten = section(words('Rewritten at length: open the page to compare.'));
  return [richText(...asShown, now), richText(...asShown, rewritten)].find(
    (block) => characters(block) <= room,
  );
}

const STYLES = { same: undefined, missing: { strike: true }, added: { bold: true } } as const;

function difference(changes: readonly WordChange[]): RichTextElement[] {
  const runs = changes.filter(({ text }) => text !== '');
  return runs.flatMap((run, index) => {
    const before = runs[index - 1];
    const touching =
      before !== undefined &&
      before.kind !== 'same' &&
      run.kind !== 'same' &&
      !/\s$/.test(before.text) &&
      !/^\s/.test(run.text);
    const text =
      run.kind === 'same' ? shortened(run.text, index === 0, index === runs.length - 1) : run.text;
    const element = words(text, STYLES[run.kind]);
    return touching ? [words(' '), element] : [element];
  });
}

/** Unchanged words far from any change are left out, and marked so. */
function shortened(text: string, first: boolean, last: boolean): string {
  const sides = (first ? 0 : 1) + (last ? 0 : 1);
  if (sides === 0 || text.length <= sides * AROUND + GAP.length) return text;
  if (first) return GAP.trimStart() + ending(text);
  return beginning(text) + (last ? GAP.trimEnd() : GAP + ending(text));
}

/** Whole words only. */
function beginning(text: string): string {
  return text.slice(0, AROUND).replace(/\s*\S*$/, '');
}

function ending(text: string): string {
  return text.slice(-AROUND).replace(/^\S*\s*/, '');
}

function spokenChange({ shown, words: runs }: ShownChange, gone: boolean): string[] {
  if (gone) return [`As shown: ${shown}`];
  if (runs === undefined) return [`As shown: ${shown}`, GONE];
  const now = runs.filter(({ kind }) => kind !== 'missing').map(({ text }) => text);
  return [`As shown: ${shown}`, `Now: ${now.join('')}`];
}
