import { type TextBlock, textBlocks } from './block-text.ts';
import { isBoilerplateLine } from './boilerplate-line.ts';
import { boundedHtml, TooComplexError } from './bounded-html.ts';
import { cleanPage } from './clean-page.ts';
import type { PageDocument } from './dom/page-document.ts';
import type { PageElement } from './dom/page-element.ts';
import type { LdNode } from './json-ld.ts';
import { junkBlocks } from './junk-block.ts';
import { lettersOf } from './letters-of.ts';
import { pageDom, readableElement } from './page-dom.ts';
import { type PageMetadata, pageMetadata, pageSources } from './page-metadata.ts';
import { proseRoot } from './prose-root.ts';
import { publishedDate } from './published-date.ts';

/** Readability's choice must hold this share of the prose that the whole page seems to have. */
const LEAST_PROSE = 0.6;
/** Blocks with junk names may hold the rest; where they hold more, the names mislead. */
const LEAST_CLEAN = 0.5;

/** A page that shows less may keep its text in JSON-LD, for scripts to show. Characters. */
const SHORT = 1000;

export interface ExtractedPage extends PageMetadata {
  /** Paragraphs, headings, quotes and list items, parted by blank lines; `''` when none was found. */
  readonly text: string;
}

/**
 * The article of a web page, word for word, and what the page says of itself. Reading order:
 * clean-up, Mozilla's Readability for the place of the article, clean-up of what it kept.
 * @param url Address that the page came from, for its canonical address and publisher.
 * @throws TooComplexError for a page with more elements than any article has.
 */
export function extractPage(html: string, url?: string): ExtractedPage {
  const bounded = boundedHtml(html);
  if (bounded.kind === 'too-complex') throw new TooComplexError(bounded.reason);
  const document = pageDom(bounded.html);
  const sources = pageSources(document, url);
  const metadata = pageMetadata(sources, url);
  const articleBody = statedBody(sources.article);
  cleanPage(document);
  const blocks = articleBlocks(document, metadata.title);
  const text = blocks.map((block) => block.text).join('\n\n');
  if (text.length < SHORT && articleBody !== undefined && articleBody.length > text.length * 2) {
    return { ...metadata, text: articleBody };
  }
  return { ...metadata, text };
}

/**
 * Readability's choice, unless it left out much of the page's prose: then the innermost element
 * that holds it.
 */
function articleBlocks(document: PageDocument, title: string | undefined): readonly TextBlock[] {
  const { body } = document;
  if (body === null) return [];
  const prose = proseRoot(body);
  const around = prose === null ? [] : cleanBlocks(withHeadline(prose.element, title));
  const article = readableElement(document);
  const chosen = article === null ? [] : cleanBlocks(article);
  const enough = proseOf(chosen) >= proseOf(around) * LEAST_PROSE;
  const blocks = enough ? filled(chosen, around, title) : around;
  return blocks.filter((block) => !repeatsTitle(block, title));
}

/** The blocks of an element without those that are not the article's text. */
function cleanBlocks(root: PageElement): readonly TextBlock[] {
  const clean = textBlocks(root, junkBlocks(root));
  const all = textBlocks(root);
  const blocks = proseOf(clean) < proseOf(all) * LEAST_CLEAN ? all : clean;
  return blocks.filter(
    (block) => !isLinkList(block) && !isBoilerplateLine(block.text) && !isDate(block.text),
  );
}

/** The element or the innermost one around it that also holds the headline. */
function withHeadline(element: PageElement, title: string | undefined): PageElement {
  const wanted = lettersOf(title ?? '');
  const isHeadline = (heading: PageElement) =>
    heading.localName === 'h1' || (wanted !== '' && lettersOf(heading.textContent) === wanted);
  for (let up: PageElement | null = element; up !== null; up = up.parentElement) {
    if (up.localName === 'html') break;
    if (up.querySelectorAll('h1, h2, h3').some(isHeadline)) return up;
  }
  return element;
}

/** The chosen blocks, with the prose between them and the lead before them that Readability dropped. */
function filled(
  chosen: readonly TextBlock[],
  all: readonly TextBlock[],
  title: string | undefined,
): readonly TextBlock[] {
  const texts = new Set(chosen.map((block) => block.text));
  const first = all.findIndex((block) => texts.has(block.text));
  const last = all.findLastIndex((block) => texts.has(block.text));
  if (first === -1) return chosen;
  const heading = all
    .slice(0, first)
    .findLastIndex((block) => block.element.localName === 'h1' || repeatsTitle(block, title));
  const from = heading === -1 ? first : heading + 1;
  const result = all.filter(
    (block, index) =>
      texts.has(block.text) ||
      (index >= from &&
        index <= last &&
        block.text.length >= 60 &&
        block.linked < block.text.length / 2),
  );
  return result.length >= chosen.length ? result : chosen;
}

function proseOf(blocks: readonly TextBlock[]): number {
  let length = 0;
  for (const { text } of blocks) if (text.length >= 60) length += text.length;
  return length;
}

/** A dateline that stands alone. */
function isDate(text: string): boolean {
  return text.length < 40 && /^\D{0,12}\d/.test(text) && publishedDate(text) !== undefined;
}

/** A short block that is nearly all links: "Read more: …", tags, share links. */
function isLinkList({ text, linked, element }: TextBlock): boolean {
  if (/^(?:h[1-6]|tr)$/i.test(element.tagName)) return false;
  return text.length < 200 && linked > text.length * 0.8;
}

function repeatsTitle({ text, element }: TextBlock, title: string | undefined): boolean {
  if (title === undefined || !/^h[1-3]$/i.test(element.tagName)) return false;
  return lettersOf(text) === lettersOf(title);
}

/** The article's text in JSON-LD: only for pages that a script fills. */
function statedBody(article: LdNode | undefined): string | undefined {
  const body = article?.articleBody;
  return typeof body === 'string' && !/<\w/.test(body) ? body.trim() : undefined;
}
