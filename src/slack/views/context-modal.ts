import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Citation } from '../../answer/answer.ts';
import type { ContextParagraph, ContextView } from '../../answer/desk.ts';
import { ACTIONS, VIEWS } from '../action-ids.ts';
import { encodeSpan } from '../button-value.ts';
import { characters, LIMITS } from '../limits.ts';
import { heading, note, notes, plain } from './plain.ts';
import { citedAddress, link, quoted, richText, section, verbatim, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';

const QUOTES_SHOWN = 6;
/** Modals are not held to the budget of messages; this keeps one page quick to open and to read. */
const BODY_BUDGET = 20_000;

/** The paragraphs around an excerpt, the excerpt marked, `[…]` where text is left out. */
export function contextModal(context: ContextView): ModalView {
  const { citation } = context;
  const blocks: KnownBlock[] = [
    heading(citation.title || citation.articleId),
    ...notes([details(citation)]),
    ...openPage(citation),
    ...paragraphBlocks(context),
    ...pagingBlocks(context),
    ...quoteBlocks(context),
    ...sourceBlocks(context),
  ];
  return {
    type: 'modal',
    callback_id: VIEWS.context,
    title: plain('Context'),
    close: plain('Close'),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

function details(citation: Citation): string {
  const date = citation.publishedAt === undefined ? undefined : shortDate(citation.publishedAt);
  return [citation.publisher, citation.author, date, `¶ ${citation.paragraph}`]
    .filter((one) => one !== undefined && one !== '')
    .join(' · ');
}

function openPage(citation: Citation): KnownBlock[] {
  const address = citedAddress(citation);
  if (address === undefined) return [];
  const button: Button = {
    type: 'button',
    action_id: ACTIONS.openPage,
    text: plain('Open the page'),
    accessibility_label: `Open the page: ${citation.title}`.slice(0, LIMITS.accessibilityLabel),
    url: address,
  };
  return [{ type: 'actions', elements: [button] }];
}

function paragraphBlocks({ paragraphs, marked }: ContextView): KnownBlock[] {
  let left = BODY_BUDGET;
  const blocks: KnownBlock[] = [];
  for (const paragraph of paragraphs) {
    if (paragraph.text === '') continue;
    const gap = paragraph.gapBefore ? [richText(section(words('[…]')))] : [];
    const block = paragraphBlock(paragraph, marked);
    left -= characters(block);
    const holds = paragraph.start < marked.end && marked.start < paragraph.end;
    if (left < 0 && !holds) {
      if (blocks.at(-1) !== CUT) blocks.push(CUT);
      continue;
    }
    blocks.push(...gap, block);
  }
  return blocks;
}

const CUT = note('[…] Left out here: these paragraphs are too long for one page. Open the page.');

function paragraphBlock(paragraph: ContextParagraph, marked: ContextView['marked']) {
  const { text, start, end } = paragraph;
  if (start < marked.end && marked.start < end) return richText(quoted(text, start, [marked]));
  if (paragraph.kind === 'heading') return richText(section(words(text, { bold: true })));
  return richText(section(...verbatim(text, start, [])));
}

function pagingBlocks(context: ContextView): KnownBlock[] {
  const { citation, marked } = context;
  const button = (label: string, spoken: string, page: number | undefined): Button[] => {
    const value = encodeSpan({
      articleId: citation.articleId,
      ...marked,
      ...(page === undefined ? {} : { page }),
    });
    if (page === undefined || value === null) return [];
    return [
      {
        type: 'button',
        action_id: `${ACTIONS.contextPage}.${label.toLowerCase()}`,
        text: plain(label),
        accessibility_label: spoken,
        value,
      },
    ];
  };
  const elements = [
    ...button('Earlier', 'Earlier paragraphs of the article', context.earlier),
    ...button('Later', 'Later paragraphs of the article', context.later),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function quoteBlocks({ quotes, marked }: ContextView): KnownBlock[] {
  const others = quotes.filter((quote) => quote.end <= marked.start || quote.start >= marked.end);
  if (others.length === 0) return [];
  const more = others.length - QUOTES_SHOWN;
  return [
    { type: 'divider' },
    note('Other quotes in this article'),
    ...others
      .slice(0, QUOTES_SHOWN)
      .map((quote) =>
        richText(
          quoted(
            quote.within?.text ?? quote.text,
            quote.within?.start ?? quote.start,
            quote.within ? [quote] : [],
          ),
          section(
            words(
              quote.speaker === undefined
                ? '— unattributed'
                : `— ${[quote.speaker, quote.role].filter(Boolean).join(', ')}`,
            ),
            words(` · ¶ ${quote.paragraph}`),
          ),
        ),
      ),
    ...(more > 0 ? [note(`and ${more} more`)] : []),
  ];
}

function sourceBlocks({ sources }: ContextView): KnownBlock[] {
  if (sources.length === 0) return [];
  return [
    { type: 'divider' },
    note('Sources that the article gives'),
    richText({
      type: 'rich_text_list',
      style: 'bullet',
      elements: sources.map((source) => {
        const date = source.date === undefined ? undefined : shortDate(source.date);
        const about = [source.publisher, date].filter(Boolean).join(', ');
        return section(
          link(source.title || source.id, source.url),
          ...(about === '' ? [] : [words(` (${about})`)]),
        );
      }),
    }),
  ];
}
