import type { ShownSpan } from './ports.ts';

/** The words of what is shown, each once. */
export function shownSpans(
  shown: readonly { articleId: string; start: number; end: number; text: string }[],
): readonly ShownSpan[] {
  const spans = new Map<string, ShownSpan>();
  for (const { articleId, start, end, text } of shown) {
    spans.set(`${start} ${end} ${articleId}`, { articleId, start, end, text });
  }
  return [...spans.values()];
}
