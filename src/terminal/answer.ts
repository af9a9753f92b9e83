import type { Answer, Excerpt, QuotedStatement } from '../answer/answer.ts';
import type { Span } from '../article/span.ts';
import { citationLine, sameWordsLine } from './citation.ts';
import { inert, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const BAR = '  ';

/** An answer as a person reads it in a terminal. */
export function answerText(answer: Answer, style: Style): string {
  const head = [style.bold(inert(answer.canonicalName ?? answer.question))];
  if (answer.matchedVia.length > 0)
    head.push(style.dim(`matched via ${answer.matchedVia.map(inert).join('; ')}`));
  for (const note of answer.notes) head.push(style.dim(inert(note)));
  if (answer.outcome === 'not-covered')
    return [...head, '', ...notCovered(answer), '', foot(answer, style)]
      .map((line) => wrap(line, style.width))
      .join('\n');
  const body = answer.excerpts.map((excerpt) => excerptText(excerpt, style));
  const quotes =
    answer.quotes.length > 0
      ? [`${style.bold('Who said what')}\n${quotesText(answer.quotes, style)}`]
      : [];
  const more =
    answer.more > 0
      ? [
          style.dim(
            `${answer.more} more ${answer.more === 1 ? 'excerpt' : 'excerpts'}: --skip ${answer.excerpts.length}`,
          ),
        ]
      : [];
  return [
    head.map((line) => wrap(line, style.width)).join('\n'),
    ...body,
    ...quotes,
    [...more, foot(answer, style)].map((line) => wrap(line, style.width)).join('\n'),
  ].join('\n\n');
}

export function excerptText(excerpt: Excerpt, style: Style): string {
  const words = wrap(marked(excerpt.text, excerpt, excerpt.highlights, style), style.width, BAR);
  const lines = [words, wrap(style.dim(`— ${citationLine(excerpt, style)}`), style.width, BAR)];
  if (excerpt.speaker) lines.push(wrap(style.dim(speakerLine(excerpt)), style.width, BAR));
  if (excerpt.sameWords)
    lines.push(wrap(style.dim(sameWordsLine(excerpt.sameWords)), style.width, BAR));
  return lines.join('\n');
}

export function quoteText(quote: QuotedStatement, style: Style): string {
  return [wrap(whoLine(quote, style), style.width, BAR), saidText(quote, style)].join('\n');
}

/** Statements in order, each speaker named once over the statements that follow each other. */
function quotesText(quotes: readonly QuotedStatement[], style: Style): string {
  let last = '';
  return quotes
    .map((quote) => {
      const who = whoLine(quote, style);
      const same = who === last;
      last = who;
      return same
        ? saidText(quote, style)
        : [wrap(who, style.width, BAR), saidText(quote, style)].join('\n');
    })
    .join('\n');
}

function whoLine(quote: QuotedStatement, style: Style): string {
  if (!quote.speaker) return 'unattributed';
  return `${style.bold(inert(quote.speaker))}${quote.role ? `, ${inert(quote.role)}` : ''}`;
}

function saidText(quote: QuotedStatement, style: Style): string {
  const indent = BAR + BAR;
  return [
    wrap(quotedWords(quote, style), style.width, indent),
    wrap(style.dim(`— ${citationLine(quote, style)}`), style.width, indent),
    ...(quote.sameWords
      ? [wrap(style.dim(sameWordsLine(quote.sameWords)), style.width, indent)]
      : []),
  ].join('\n');
}

/** The quoted words; a few of them in bold in their sentence, as alone they would say little. */
export function quotedWords(quote: QuotedStatement, style: Style): string {
  const { within } = quote;
  return within ? marked(within.text, within, [quote], style) : inert(quote.text);
}

/** The text with its marked spans in bold; nothing else is added to it. */
export function marked(text: string, at: Span, highlights: readonly Span[], style: Style): string {
  let out = '';
  let from = 0;
  for (const { start, end } of highlights) {
    out += inert(text.slice(from, start - at.start));
    out += boldWords(inert(text.slice(start - at.start, end - at.start)), style);
    from = end - at.start;
  }
  return out + inert(text.slice(from));
}

/** Word by word, so that a wrapped line does not carry the style into its indent. */
function boldWords(text: string, style: Style): string {
  return text
    .split(/(\s+)/)
    .map((word) => (/\S/.test(word) ? style.bold(word) : word))
    .join('');
}

function speakerLine({ speaker, role, cue }: Pick<Excerpt, 'speaker' | 'role' | 'cue'>): string {
  return `speaker: ${inert(speaker ?? '')}${role ? `, ${inert(role)}` : ''}${cue && /\p{L}/u.test(cue) ? ` (“${inert(cue)}”)` : ''}`;
}

function notCovered({ coverage, nearest, matchedVia, question }: Answer): readonly string[] {
  const size =
    coverage.articles === 1 ? '1 article' : `${coverage.articles.toLocaleString('en')} articles`;
  const newest = coverage.newest ? `, the newest of ${coverage.newest}` : '';
  return [
    'Not covered: no article answers this.',
    `Looked for “${inert(question)}”${matchedVia.length > 0 ? ` (${matchedVia.map(inert).join('; ')})` : ''} in ${size}${newest}.`,
    ...(nearest.length > 0 ? [`Nearest topics: ${nearest.map(inert).join(', ')}.`] : []),
  ];
}

function foot(answer: Answer, style: Style): string {
  const sure = answer.outcome === 'found' ? `confidence ${answer.confidence.toFixed(2)} · ` : '';
  return style.dim(`${sure}corpus ${answer.corpus.slice(0, 19)}`);
}
