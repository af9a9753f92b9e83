import type { Span } from './span.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Words whose full stop rarely ends a sentence; compared in lower case, without the stop. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof gen col lt maj capt cmdr brig sgt rep sen gov pres rev hon st jr sr vs etc no nos ' +
    'jan feb mar apr jun jul aug sept sep oct nov dec inc ltd co corp dept est fig vol approx adm amb ' +
    'messrs mullah maulvi e.g i.e u.s u.n u.k a.m p.m d.c cf al ed eds pp art para'
  ).split(' '),
);
/** Of those, the ones that often do end a sentence: they join only before a lower-case letter or a digit. */
const MAY_END = new Set('a.m p.m d.c etc jr sr inc ltd co corp no'.split(' '));
/** Acronyms with stops, which stand before names more often than at an end ("U.S. President", "M.M. Alam"). */
const DOTTED = /^\p{L}(?:\.\p{L})+$/u;
/** Words with which a sentence after an acronym begins. */
const OPENERS = new Set(
  (
    'a an the he she it we they i you this that these those there here his her its our their my your in on at ' +
    'by for from to of with as after before when while since if although though because but and or so yet ' +
    'however meanwhile also then now both all some many most one no not what who why how where others ' +
    'another each every several even still such only two three four five'
  ).split(' '),
);
/** "No." joins its number only. */
const BEFORE_NUMBER = new Set(['no', 'nos', 'art', 'para', 'pp', 'fig', 'vol']);

/**
 * Sentences of `[start, end)` of the body, without the white space around them.
 *
 * Unicode's default sentence rules (UAX #29, `Intl.Segmenter`) over-split after abbreviations and
 * initials and inside quotations; such splits are merged. Quotation marks and brackets that close
 * a sentence stay with it.
 */
export function sentences(body: string, range: Span): readonly Span[] {
  const text = body.slice(range.start, range.end);
  const found: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | null = null;
  for (const part of segmenter.segment(text)) {
    const piece = part.segment;
    const lead = piece.length - piece.trimStart().length;
    const trimmed = piece.trim();
    if (trimmed === '') continue;
    const start = part.index + lead;
    const end = start + trimmed.length;
    if (open && joins(text.slice(open.start, open.end), text.slice(open.end, start), trimmed)) {
      open.end = end;
    } else {
      open = { start, end };
      found.push(open);
    }
  }
  return found.map(({ start, end }) => ({ start: range.start + start, end: range.start + end }));
}

function joins(before: string, gap: string, after: string): boolean {
  if (/\n\s*\n/.test(gap)) return false;
  const next = after[0] ?? '';
  // A closing mark that the segmenter cut off, or a sentence that goes on in lower case.
  if (/^[”’»)\]]/.test(next) && !/\s/.test(gap)) return true;
  const token = /([\p{L}\p{N}.]+)\.$/u.exec(before.slice(-24))?.[1]?.toLowerCase();
  if (/^\p{Ll}/u.test(next))
    return token !== undefined || !/[.!?]["”’)\]]*$/.test(before) || /["”’]$/.test(before);
  if (token === undefined) return false;
  if (BEFORE_NUMBER.has(token)) return /^\p{N}/u.test(next);
  if (MAY_END.has(token)) return /^\p{N}/u.test(next) && token !== 'etc';
  if (DOTTED.test(token)) {
    const opener = /^\p{L}+/u.exec(after)?.[0].toLowerCase() ?? '';
    return /^[\p{Lu}\p{N}]/u.test(next) && !OPENERS.has(opener);
  }
  if (ABBREVIATIONS.has(token)) return true;
  // Initials: "J. Smith", "George W. Bush".
  return (
    /(^|[\s.])\p{Lu}$/u.test(before.slice(-4, -1)) && /^\p{Lu}/u.test(next) && token.length === 1
  );
}
