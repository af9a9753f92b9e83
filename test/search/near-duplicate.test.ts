import { describe, expect, test } from 'vitest';
import { nearDuplicateSignature, resemblance } from '../../src/search/near-duplicate.ts';

const NOTICE =
  'The crossing will open on Tuesday for families and for lorries that carry food, the governor’s office said in a notice on Sunday evening.';

describe('near-duplicate signature', () => {
  const like = (text: string) =>
    resemblance(nearDuplicateSignature(NOTICE), nearDuplicateSignature(text));

  test('the same words in other dress are the same', () => {
    expect(like(NOTICE.toUpperCase().replaceAll(',', ' –'))).toBe(1);
  });
  test('a changed word leaves a high resemblance, another text none', () => {
    expect(like(NOTICE.replace('Tuesday', 'Wednesday'))).toBeGreaterThan(0.6);
    expect(like('Wheat prices rose in Herat as rain failed again this spring.')).toBeLessThan(0.1);
  });
});
