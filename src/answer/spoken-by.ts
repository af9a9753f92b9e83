import type { Attribution } from '../article/attribution.ts';
import { contains, overlaps, type Span } from '../article/span.ts';
import type { IndexedArticle } from '../search/search.ts';
import { namesSomebody } from './names-somebody.ts';

export interface SpokenBy {
  readonly speaker?: string;
  readonly role?: string;
  readonly cue?: string;
}

/** Speaker, role and cue of an attribution as the article writes them; empty when nobody is named or only "he" or "who" is. */
export function spokenBy(body: string, attribution: Attribution | undefined): SpokenBy {
  if (!attribution || !namesSomebody(attribution.speaker)) return {};
  const { speaker, cue } = attribution;
  return {
    speaker: speaker.name,
    ...(speaker.role ? { role: body.slice(speaker.role.start, speaker.role.end) } : {}),
    ...(cue ? { cue: body.slice(cue.start, cue.end) } : {}),
  };
}

/** The quote that holds the span, or that the span holds; direct speech before indirect. */
export function attributionAt(indexed: IndexedArticle, span: Span): Attribution | undefined {
  const near = indexed.attributions.filter((a) => a.kind !== 'scare' && overlaps(a, span));
  const quoted = near.filter((a) => a.kind !== 'indirect');
  return (
    quoted.find((a) => contains(a, span)) ??
    quoted.find((a) => contains(span, a)) ??
    near.find((a) => contains(a, span)) ??
    quoted[0]
  );
}
