import type { Excerpt, QuotedStatement } from '../../answer/answer.ts';
import type { ComposedGroup, ComposedItem } from '../../digest/compose.ts';
import type { DigestPost } from '../../digest/poster.ts';
import { excerptPiece, quotePiece, tooLargePiece } from './excerpt-piece.ts';
import type { Message } from './message.ts';
import { type Piece, pages } from './pages.ts';
import { heading, note } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';
import { spoken } from './spoken.ts';
import { counted, versionLine } from './standing-lines.ts';

export interface DigestMessages {
  readonly post: Message;
  /** What follows in its thread. */
  readonly thread: readonly Message[];
}

/** What `digestView` shows, post and thread together. */
export function shownOfDigest({
  digest,
}: Pick<DigestPost, 'digest'>): readonly (Excerpt | QuotedStatement)[] {
  return (digest?.groups ?? []).flatMap(({ items }) =>
    items.flatMap(({ excerpt, quote }) => (quote === undefined ? [excerpt] : [excerpt, quote])),
  );
}

/** One post: of each topic the first article, one excerpt and one quote; the rest in the thread. */
export function digestView(post: DigestPost): DigestMessages {
  const date = shortDate(post.localDate);
  const late = lateNote(post);
  if (post.digest === null) {
    const line = `Afghan Brief, ${date}: nothing new since the last digest.`;
    return { post: { text: spoken([line, ...late]), blocks: [note(line, ...late)] }, thread: [] };
  }
  const { groups, articles, publishers, corpus } = post.digest;
  const count = `${counted(articles, 'new article')} from ${counted(publishers, 'publisher')}`;
  const rest = groups.filter((group) => group.items.length > 1);
  const more = rest.reduce((sum, group) => sum + group.items.length - 1, 0);
  const [main, ...over] = pages(
    {
      head: [heading(`Afghan Brief · ${date}`), note(count, ...late)],
      spoken: [`Afghan Brief, ${date}: ${count}.`, ...late],
      foot: [note(...(more > 0 ? [`${more} more in the thread.`] : []), versionLine(corpus))],
      continued: 'in the thread',
    },
    numbered(
      groups.map((group) => ({ ...group, items: group.items.slice(0, 1) })),
      1,
    ),
    tooLargePiece,
  );
  const details =
    rest.length === 0
      ? []
      : pages(
          {
            head: [note('More of today')],
            spoken: ['More of today:'],
            continued: 'below',
          },
          numbered(
            rest.map((group) => ({ ...group, items: group.items.slice(1) })),
            groups.length + 1,
          ),
          tooLargePiece,
        );
  return { post: main as Message, thread: [...over, ...details] };
}

function lateNote({ lateSince, subscription }: DigestPost): readonly string[] {
  if (lateSince === undefined) return [];
  return [`Late: it was due at ${subscription.localTime} (${subscription.timeZone}).`];
}

function numbered(groups: readonly ComposedGroup[], from: number): readonly Piece[] {
  let number = from;
  return groups.flatMap(({ topic, items }) =>
    items.map((item, index) => {
      const piece = itemPiece(item, number);
      number += 1;
      if (index > 0) return piece;
      const title = richText(section(words(topic, { bold: true })));
      return {
        ...piece,
        blocks: [{ type: 'divider' }, title, ...piece.blocks],
        spoken: [`${topic}:`, ...piece.spoken],
      };
    }),
  );
}

function itemPiece(item: ComposedItem, number: number): Piece {
  const excerpt = excerptPiece(item.excerpt, number);
  const inside =
    item.quote !== undefined &&
    item.excerpt.start <= item.quote.start &&
    item.quote.end <= item.excerpt.end;
  const quote = item.quote === undefined || inside ? undefined : quotePiece(item.quote);
  const speaker = inside && item.quote?.speaker ? [item.quote.speaker, item.quote.role] : [];
  const said =
    speaker.length === 0 ? [] : [note(`Quoted in it: ${speaker.filter(Boolean).join(', ')}`)];
  const also =
    item.alsoIn.length === 0 ? [] : [note(`Same words also in: ${item.alsoIn.join(', ')}`)];
  return {
    ...excerpt,
    blocks: [...excerpt.blocks, ...said, ...also, ...(quote?.blocks ?? [])],
    spoken: [...excerpt.spoken, ...(quote?.spoken ?? [])],
  };
}
