import { overlaps, type Span } from '../article/span.ts';
import type { IndexedArticle } from '../search/search.ts';
import { cite } from './citation.ts';
import type { ContextParagraph, ContextView } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { quotedStatement } from './quoted-statement.ts';

/** Paragraphs on a page. */
const PAGE = 5;
const QUOTES = 8;

/**
 * The article's paragraphs around a span. Page 0 has the span in its middle; negative pages are
 * earlier in the article, positive ones later.
 * @returns `null` when the article is gone or the span does not lie in its searchable text.
 */
export async function context(
  data: DeskData,
  articleId: string,
  span: Span,
  page = 0,
): Promise<ContextView | null> {
  const [indexed] = await data.shelf.read([articleId]);
  if (!indexed) return null;
  const marked = indexed.passages.find((passage) => overlaps(passage, span));
  if (!marked || span.start < 0 || span.end > indexed.article.body.length || span.end <= span.start)
    return null;
  const units = withHeadings(paragraphsOf(indexed));
  const middle = units.findIndex((unit) =>
    unit.some((p) => p.kind === 'paragraph' && overlaps(p, span)),
  );
  const from = middle - Math.floor(PAGE / 2) + page * PAGE;
  const shown = units.slice(Math.max(0, from), Math.max(0, from + PAGE)).flat();
  const quotes = indexed.attributions
    .filter((a) => a.kind !== 'indirect' && a.speaker)
    .flatMap((a) => quotedStatement(data, indexed, a) ?? [])
    .slice(0, QUOTES);
  return {
    citation: cite(indexed.article, marked, span),
    marked: { start: span.start, end: span.end },
    paragraphs: shown,
    page,
    ...(from > 0 ? { earlier: page - 1 } : {}),
    ...(from + PAGE < units.length ? { later: page + 1 } : {}),
    sources: indexed.article.sources,
    quotes,
  };
}

/** Each paragraph with the headings that stand above it: a page ends with no heading. */
function withHeadings(
  paragraphs: readonly ContextParagraph[],
): readonly (readonly ContextParagraph[])[] {
  const units: ContextParagraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = units.at(-1);
    if (last?.every(({ kind }) => kind === 'heading')) last.push(paragraph);
    else units.push([paragraph]);
  }
  return units;
}

/** Whole paragraphs and headings of the searchable text, in order. */
function paragraphsOf({ article, passages }: IndexedArticle): readonly ContextParagraph[] {
  const spans: { start: number; end: number; paragraph?: number }[] = [];
  let heading: Span | undefined;
  for (const passage of passages) {
    if (passage.heading && passage.heading.start !== heading?.start) {
      heading = passage.heading;
      spans.push({ start: heading.start, end: heading.end });
    }
    const last = spans.at(-1);
    if (last?.paragraph === passage.paragraph) last.end = passage.end;
    else spans.push({ start: passage.start, end: passage.end, paragraph: passage.paragraph });
  }
  return spans.map((span, i) => {
    const before = spans[i - 1];
    const between = before ? article.body.slice(before.end, span.start) : '';
    // References, heading marks and list marks are no left-out text.
    const gapBefore = /[\p{L}\p{N}]/u.test(
      between.replace(/\[\^[\w.-]+\]/g, '').replace(/^\s*\d+[.)]\s/gm, ''),
    );
    return {
      start: span.start,
      end: span.end,
      text: article.body.slice(span.start, span.end),
      kind: span.paragraph === undefined ? 'heading' : 'paragraph',
      ...(span.paragraph === undefined ? {} : { paragraph: span.paragraph }),
      gapBefore,
    };
  });
}
