import { expect, test } from 'vitest';
import { analyzeWord } from '../../src/search/analyzer.ts';
import { CAPITAL, DATE, formFlags, NUMBER } from '../../src/search/token-flags.ts';

test.each([
  ['1977', NUMBER | DATE],
  ['2021', NUMBER | DATE],
  ['1,277', NUMBER],
  ['2,021', NUMBER],
  ['1.977', NUMBER],
  ['3021', NUMBER],
  ['twelve', NUMBER],
  ['May', CAPITAL | DATE],
  ['may', 0],
  ['Kunar', CAPITAL],
])('%s', (surface, flags) => {
  expect(formFlags(surface, analyzeWord(surface).word)).toBe(flags);
});
