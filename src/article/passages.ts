import type { Article } from './article.ts';
import { type Block, blocks, outsideRegions, trimSpan } from './blocks.ts';
import type { Passage } from './passage.ts';
import { sentences } from './sentences.ts';
import type { Span } from './span.ts';

/** A paragraph longer than this many code units is divided at sentences into passages of about equal length. */
const LONGEST = 900;
/** A "sentence" longer than this (text without punctuation) is divided at white space. */
const LONGEST_SENTENCE = 1800;

/**
 * The passages of an article's searchable text, in order. Headings are no passages: they are kept as
 * the context of those below. Every passage is whole sentences of one paragraph.
 */
export function passages(article: Pick<Article, 'body' | 'regions'>): readonly Passage[] {
  const { body, regions } = article;
  const all = blocks(body).flatMap((block) =>
    outsideRegions(block, regions)
      .map((left) => ({ ...trimSpan(body, left), kind: block.kind }))
      .filter(
        (left) => left.start < left.end && /[\p{L}\p{N}]/u.test(body.slice(left.start, left.end)),
      ),
  );
  const found: Passage[] = [];
  let heading: Span | undefined;
  let paragraph = 0;
  all.forEach((block, i) => {
    if (block.kind === 'heading' || looksLikeHeading(body, block, all[i + 1], all.length)) {
      heading = { start: block.start, end: block.end };
      return;
    }
    paragraph++;
    const sourceIds = referencesAfter(body, block.end);
    for (const run of runs(splitLong(body, sentences(body, block)))) {
      const first = run[0];
      const last = run.at(-1);
      if (!first || !last) continue;
      found.push({
        index: found.length,
        paragraph,
        start: first.start,
        end: last.end,
        sentences: run,
        sourceIds,
        ...(heading ? { heading } : {}),
      });
    }
  });
  return found;
}

/** A short line without closing punctuation, set off by a blank line, over a longer paragraph. */
function looksLikeHeading(
  body: string,
  block: Block,
  next: Block | undefined,
  count: number,
): boolean {
  if (block.kind !== 'paragraph' || !next || next.kind !== 'paragraph' || count < 4) return false;
  const length = block.end - block.start;
  if (!/\n[ \t\r]*\n/.test(body.slice(block.end, next.start))) return false;
  if (length > 90 || next.end - next.start < Math.max(120, 2 * length)) return false;
  const words = body.slice(block.start, block.end);
  return (
    !/[.!?…,;"”’)—–]$|:/.test(words) &&
    !/\n/.test(words) &&
    /^\p{Lu}/u.test(words) &&
    words.split(/\s+/).length <= 12
  );
}

/** Sentences grouped into passages of at most about `LONGEST`, as equal as whole sentences allow. */
function runs(found: readonly Span[]): readonly (readonly Span[])[] {
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return [];
  const total = last.end - first.start;
  if (total <= LONGEST) return [found];
  const target = total / Math.ceil(total / LONGEST);
  const out: Span[][] = [];
  let run: Span[] = [];
  for (const sentence of found) {
    const start = run[0]?.start ?? sentence.start;
    const middle = (sentence.start + sentence.end) / 2;
    if (run.length > 0 && middle - start > target) {
      out.push(run);
      run = [];
    }
    run.push(sentence);
  }
  if (run.length > 0) out.push(run);
  return out;
}

function splitLong(body: string, found: readonly Span[]): readonly Span[] {
  return found.flatMap((sentence) => {
    const parts: Span[] = [];
    let { start } = sentence;
    while (sentence.end - start > LONGEST_SENTENCE) {
      const space = body.lastIndexOf(' ', start + LONGEST_SENTENCE);
      let end = space > start ? space : start + LONGEST_SENTENCE;
      // Never between the two halves of a surrogate pair.
      if (/[\uDC00-\uDFFF]/.test(body[end] ?? '') && /[\uD800-\uDBFF]/.test(body[end - 1] ?? ''))
        end--;
      parts.push(trimSpan(body, { start, end }));
      start = trimSpan(body, { start: end, end: sentence.end }).start;
    }
    if (start < sentence.end) parts.push({ start, end: sentence.end });
    return parts.filter((part) => part.start < part.end);
  });
}

function referencesAfter(body: string, end: number): readonly string[] {
  const marks = /^(?:[ \t]*\[\^[\w.-]{1,80}\])+/.exec(body.slice(end, end + 400))?.[0] ?? '';
  return [...marks.matchAll(/\[\^([\w.-]+)\]/g)].map((match) => match[1] ?? '');
}
