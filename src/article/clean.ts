import type { Region } from './article.ts';
import { type Block, blocks, trimSpan } from './blocks.ts';
import type { Span } from './span.ts';

/** What cleaning finds in a raw page: metadata, and the parts of the body that are not the article's text. */
export interface Cleaned {
  readonly title?: string;
  readonly deck?: string;
  readonly regions: readonly Region[];
}

const AGENCY =
  'REUTERS|Reuters|AP|Associated Press|AFP|Getty(?: Images)?|EPA(?:-EFE)?|Shutterstock|Alamy|Xinhua|Anadolu(?: Agency)?|Bloomberg|Pool|IMAGO|dpa|PA(?: Wire)?|Sipa(?: USA)?|Zuma(?: Press)?|NurPhoto|UPI|Rex';
const CREDIT = new RegExp(
  `^(?:\\(?(?:photo|image|picture|credit|illustration|photograph)s?(?: credit)?(?: by)?\\s*[:/–-]?\\s.{0,80}|.{0,80}?\\b(?:${AGENCY})(?:\\/[^.!?]{0,80})?|.{0,60}\\bvia (?:${AGENCY}).{0,20}|©.{0,80})\\)?$`,
);
const TEASER_HEADING =
  /^(?:more (?:from|on|about|stories|coverage|news)\b.{0,60}|related(?: (?:articles?|stories|content|posts|links|coverage|topics|news))?:?|recommended(?: (?:for you|reading|stories))?:?|you (?:may|might) also like:?.{0,20}|(?:most|trending|popular) (?:read|popular|viewed|now|stories|articles)\b.{0,20}|read (?:next|also|more):?|up next:?|also (?:read|on)\b.{0,40}|editor['’]?s['’]? (?:picks?|choice).{0,20}|latest (?:news|stories|articles)\b.{0,20}|what to read next:?|further reading:?|keep reading:?|from around the web:?|sponsored(?: content)?:?|don['’]t miss:?)$/i;
const BOILERPLATE =
  /^(?:advertisement|sign up\b.{0,100}|subscribe\b.{0,100}|share this\b.{0,60}|(?:follow|like) us\b.{0,80}|click here\b.{0,80}|read more\b.{0,120}|(?:read|see|watch|listen) (?:also|more|next)\s*:.{0,140}|skip to (?:main )?content|(?:all|copyright).{0,40}rights reserved.{0,40}|this (?:story|article) (?:has been|was) updated\b.{0,80}|story continues(?: below)?.{0,40}|(?:accept|manage) (?:all )?cookies.{0,40}|comments?(?: \(\d+\))?|print|email|tweet|facebook|twitter|whatsapp|copy link)$/i;

/** Headings, reference marks (`[^id]`) at paragraph ends and other marks of Markdown that are not prose. */
export function markdownRegions(body: string): readonly Region[] {
  const found: Region[] = [];
  for (const match of body.matchAll(/[ \t]*\[\^[\w.-]{1,80}\](?:[ \t]*\[\^[\w.-]{1,80}\])*/g)) {
    const end = match.index + match[0].length;
    const definition = body[end] === ':' && (match.index === 0 || body[match.index - 1] === '\n');
    const stop = definition ? lineEnd(body, end) : end;
    found.push({ start: match.index, end: stop, kind: 'reference' });
  }
  return merged(found);
}

/**
 * Teasers after the article, photo credits, share and newsletter lines: conservative, for bodies whose
 * title is known. `title`, when the body repeats it as its first line, is marked as headline.
 */
export function boilerplateRegions(body: string, title?: string): readonly Region[] {
  const all = blocks(body);
  const found: Region[] = [];
  const first = all[0];
  if (first && title && all.length > 1 && sameWords(text(body, first), title)) {
    found.push({ start: first.start, end: first.end, kind: 'headline' });
  }
  markLines(body, all, found);
  return merged(found);
}

/**
 * Cleans a raw page dump: its first line is the headline, a further unpunctuated line the deck, then
 * picture captions and credits until the first paragraph of prose; later credits, newsletter lines and
 * everything from a "More from …" heading on are marked. Offsets stay those of the input.
 */
export function cleanDump(body: string): Cleaned {
  const all = blocks(body);
  const firstProse = all.findIndex(
    (block) => block.kind === 'paragraph' && isProse(text(body, block)),
  );
  const found: Region[] = [];
  let title: string | undefined;
  let deck: string | undefined;
  const preamble = firstProse > 0 ? linesOf(body, all.slice(0, firstProse)) : [];
  preamble.forEach((line, i) => {
    const words = text(body, line);
    const creditNext = preamble[i + 1] && isCredit(text(body, preamble[i + 1] as Span));
    if (title === undefined && !isCredit(words)) {
      title = words;
      found.push({ ...line, kind: 'headline' });
    } else if (isCredit(words)) {
      found.push({ ...line, kind: 'credit' });
    } else if (/^by\s+\p{Lu}/iu.test(words) && words.length < 100) {
      found.push({ ...line, kind: 'byline' });
    } else if (deck === undefined && !creditNext) {
      deck = words;
      found.push({ ...line, kind: 'deck' });
    } else {
      found.push({ ...line, kind: 'caption' });
    }
  });
  markLines(body, all.slice(Math.max(firstProse, 0)), found);
  return {
    ...(title === undefined ? {} : { title }),
    ...(deck === undefined ? {} : { deck }),
    regions: merged(found),
  };
}

function markLines(body: string, all: readonly Block[], found: Region[]): void {
  let prose = 0;
  const lines = linesOf(body, all);
  for (const [i, line] of lines.entries()) {
    const words = text(body, line);
    if (isProse(words)) {
      prose++;
      continue;
    }
    // A teaser list stands after the article: never cut on a heading near the top.
    if (prose >= 3 && TEASER_HEADING.test(words)) {
      found.push({
        start: line.start,
        end: trimSpan(body, { start: line.start, end: body.length }).end,
        kind: 'teaser',
      });
      return;
    }
    if (BOILERPLATE.test(words)) found.push({ ...line, kind: 'boilerplate' });
    else if (isCredit(words)) {
      found.push({ ...line, kind: 'credit' });
      const above = lines[i - 1];
      // The line on top of a credit, in the same block, is the picture's caption.
      if (
        above &&
        body.slice(above.end, line.start).trim() === '' &&
        !/\n[ \t\r]*\n/.test(body.slice(above.end, line.start)) &&
        above.end - above.start < 400
      ) {
        found.push({ ...above, kind: 'caption' });
      }
    }
  }
}

/** Running text: long enough, or more than one sentence, and closed by punctuation. */
function isProse(words: string): boolean {
  return words.length >= 120 && /[.!?…]["”’)\]]*$/.test(words);
}

function isCredit(words: string): boolean {
  return words.length <= 90 && !/[.!?]$/.test(words) && CREDIT.test(words);
}

function linesOf(body: string, all: readonly Block[]): readonly Span[] {
  return all.flatMap((block) => {
    const lines: Span[] = [];
    let start = block.start;
    while (start <= block.end) {
      const at = body.indexOf('\n', start);
      const end = at === -1 || at > block.end ? block.end : at;
      const line = trimSpan(body, { start, end });
      if (line.start < line.end) lines.push(line);
      start = end + 1;
    }
    // Hard-wrapped prose is one line for this purpose.
    return isProse(text(body, block)) ? [block] : lines;
  });
}

function text(body: string, span: Span): string {
  return body.slice(span.start, span.end);
}

function lineEnd(body: string, from: number): number {
  const at = body.indexOf('\n', from);
  return at === -1 ? body.length : at;
}

function sameWords(a: string, b: string): boolean {
  const plain = (s: string): string =>
    s
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(a) === plain(b);
}

function merged(regions: readonly Region[]): readonly Region[] {
  const sorted = [...regions].sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Region[] = [];
  for (const region of sorted) {
    const last = out.at(-1);
    if (last && region.start < last.end) continue;
    out.push({ start: region.start, end: region.end, kind: region.kind });
  }
  return out;
}
