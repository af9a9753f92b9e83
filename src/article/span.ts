/** Half-open range `[start, end)` of an article's body, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a span, unchanged.
 * @throws RangeError when the span does not lie inside the body.
 */
export function slice(body: string, span: Span): string {
  if (
    !Number.isInteger(span.start) ||
    !Number.isInteger(span.end) ||
    span.start < 0 ||
    span.end < span.start ||
    span.end > body.length
  ) {
    throw new RangeError(
      `span [${span.start}, ${span.end}) is outside a body of ${body.length} code units`,
    );
  }
  return body.slice(span.start, span.end);
}

/** Whether two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
