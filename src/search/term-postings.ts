import { headingCount, type Segment, speakerCount, textCount, titleCount } from './segment.ts';

/** Order of the fields in which MiniSearch knows them. */
export const FIELDS = ['title', 'heading', 'speaker', 'text'] as const;
const COUNT = [titleCount, headingCount, speakerCount, textCount] as const;

/** One term's passages by field, in the shape in which MiniSearch keeps them: field → passage → count. */
export function termPostings(
  { postingsAt, postings, counts }: Segment,
  id: number,
): Map<number, Map<number, number>> {
  const fields = new Map<number, Map<number, number>>();
  for (let at = postingsAt[id]!; at < postingsAt[id + 1]!; at++) {
    COUNT.forEach((countOf, field) => {
      const count = countOf(counts[at]!);
      if (count === 0) return;
      const passages = fields.get(field);
      if (passages) passages.set(postings[at]!, count);
      else fields.set(field, new Map([[postings[at]!, count]]));
    });
  }
  return fields;
}
