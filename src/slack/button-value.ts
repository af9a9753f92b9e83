import { z } from 'zod';
import type { Asking } from './asking.ts';
import { LIMITS } from './limits.ts';

const askingValue = z.object({
  k: z.enum(['ask', 'quotes', 'timeline', 'figures', 'verify']),
  q: z.string().min(1),
  p: z.string().optional(),
  o: z.number().int().min(0),
  /** Corpus version that the shown answer came from. */
  c: z.string(),
});

/** An asking and the corpus that its answer was made from. */
export interface AskingValue {
  readonly asking: Asking;
  readonly corpus: string;
}

/**
 * The value of a button that asks again, or `null` when it does not fit in a button (2,000 characters):
 * such a button is left out. The question before it is dropped first.
 */
export function encodeAsking({ asking, corpus }: AskingValue): string | null {
  const full = {
    k: asking.kind,
    q: asking.question,
    p: asking.previous,
    o: asking.offset,
    c: corpus,
  };
  for (const value of [full, { ...full, p: undefined }]) {
    const json = JSON.stringify(value);
    if (json.length <= LIMITS.buttonValue) return json;
  }
  return null;
}

/** The inverse; `null` for anything else (an old message of another version). */
export function decodeAsking(value: string | undefined): AskingValue | null {
  const parsed = askingValue.safeParse(parseJson(value));
  if (!parsed.success) return null;
  const { k, q, p, o, c } = parsed.data;
  const asking = { kind: k, question: q, offset: o, ...(p === undefined ? {} : { previous: p }) };
  return { asking, corpus: c };
}

const spanValue = z.object({
  a: z.string().min(1),
  s: z.number().int().min(0),
  e: z.number().int().min(0),
  g: z.number().int().optional(),
});

/** A span of an article, and a page of the paragraphs around it. */
export interface SpanValue {
  readonly articleId: string;
  readonly start: number;
  readonly end: number;
  readonly page?: number;
}

export function encodeSpan(value: SpanValue): string | null {
  const json = JSON.stringify({
    a: value.articleId,
    s: value.start,
    e: value.end,
    ...(value.page === undefined ? {} : { g: value.page }),
  });
  return json.length <= LIMITS.buttonValue ? json : null;
}

export function decodeSpan(value: string | undefined): SpanValue | null {
  const parsed = spanValue.safeParse(parseJson(value));
  if (!parsed.success) return null;
  const { a, s, e, g } = parsed.data;
  return { articleId: a, start: s, end: e, ...(g === undefined ? {} : { page: g }) };
}

function parseJson(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
}
