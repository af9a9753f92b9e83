import type { RichTextBlock } from '@slack/types';
import type { SourcesOverview } from '../../answer/desk.ts';
import type { FeedLine } from '../ports.ts';
import type { Message } from './message.ts';
import { clip, heading, note } from './plain.ts';
import { isolated, link, richText, section, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';
import { spoken } from './spoken.ts';
import { counted, coverageLine, versionLine } from './standing-lines.ts';

/** Newest articles shown. */
export const NEWEST_SHOWN = 10;
const PUBLISHERS_SHOWN = 25;
const FEEDS_SHOWN = 15;
/** Characters. */
const FEED_LINE = 300;

/** What the corpus holds: publishers with counts, topics with counts, the newest articles, the feeds and how they do. */
export function sourcesView(corpus: SourcesOverview, feeds: readonly FeedLine[] = []): Message {
  const fed = feedLines(feeds);
  if (corpus.coverage.articles === 0) {
    const line = 'The corpus is empty. Add a page or a feed: add <address>.';
    return {
      text: spoken([line, ...fed]),
      blocks: [heading('Sources'), note(line), ...listed(fed)],
    };
  }
  const publishers = corpus.publishers.map(
    ({ name, articles }) => [name || 'no publisher given', articles] as const,
  );
  const topics = corpus.topics.slice(0, 30).map((one) => `${one.topic} (${one.articles})`);
  const count = `${coverageLine(corpus.coverage)}, from ${counted(publishers.length, 'publisher')}`;
  return {
    text: spoken([
      `Sources: ${count}.`,
      ...publishers.map(([name, articles]) => `${name}: ${counted(articles, 'article')}`),
      ...fed,
    ]),
    blocks: [
      heading('Sources'),
      note(count, versionLine(corpus.version)),
      richText(
        section(words('Publishers', { bold: true })),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: publishers
            .slice(0, PUBLISHERS_SHOWN)
            .map(([name, articles]) => section(words(`${name} (${articles})`))),
        },
        section(words('Newest', { bold: true })),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: corpus.newest.slice(0, NEWEST_SHOWN).map((one) => {
            const date = one.publishedAt === undefined ? '' : ` · ${shortDate(one.publishedAt)}`;
            const title = one.title || one.articleId;
            return section(...isolated(title, link(title, one.url)), words(`${date} `));
          }),
        },
      ),
      ...(topics.length > 0 ? [note(`Topics: ${topics.join(', ')}`)] : []),
      ...listed(fed),
    ],
  };
}

/** One line a feed: its name, how it does, what of it is taken. */
function feedLines(feeds: readonly FeedLine[]): readonly string[] {
  const more = feeds.length - FEEDS_SHOWN;
  return [
    ...feeds.slice(0, FEEDS_SHOWN).map(({ title, health, topics }) => {
      const only = topics.length > 0 ? `; only: ${topics.join(', ')}` : '';
      return clip(`${title}: ${health}${only}`, FEED_LINE);
    }),
    ...(more > 0 ? [`and ${counted(more, 'more feed')}`] : []),
  ];
}

function listed(lines: readonly string[]): RichTextBlock[] {
  if (lines.length === 0) return [];
  return [
    richText(section(words('Feeds', { bold: true })), {
      type: 'rich_text_list',
      style: 'bullet',
      elements: lines.map((line) => section(words(line))),
    }),
  ];
}
