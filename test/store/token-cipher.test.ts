import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTokenCipher, parseTokenKeys } from '../../src/store/token-cipher.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

test('opens what it sealed, with every character', () => {
  const cipher = createTokenCipher(parseTokenKeys(key('k1')));
  const text = 'xoxb-1 “é” 😀';
  expect(cipher.open(cipher.seal(text, 'team:T1'), 'team:T1')).toBe(text);
});

test('never seals the same text to the same bytes', () => {
  const cipher = createTokenCipher(parseTokenKeys(key('k1')));
  expect(cipher.seal('xoxb-1', 'team:T1').sealed).not.toBe(cipher.seal('xoxb-1', 'team:T1').sealed);
});

test.each(['keyId', 'nonce', 'sealed'] as const)('opens nothing with another %s', (field) => {
  const cipher = createTokenCipher(parseTokenKeys(`${key('k1')},${key('k2')}`));
  const sealed = cipher.seal('xoxb-1', 'team:T1');
  const other = {
    keyId: 'k2',
    nonce: Buffer.alloc(12).toString('base64'),
    sealed: flipped(sealed.sealed),
  };
  expect(() => cipher.open({ ...sealed, [field]: other[field] }, 'team:T1')).toThrow(
    /does not open/,
  );
});

test('opens nothing for another tenant', () => {
  const cipher = createTokenCipher(parseTokenKeys(key('k1')));
  const sealed = cipher.seal('xoxb-1', 'team:T1');
  expect(() => cipher.open(sealed, 'team:T2')).toThrow(/for team:T2 does not open/);
});

test('says which key is missing', () => {
  const sealed = createTokenCipher(parseTokenKeys(key('old'))).seal('xoxb-1', 'team:T1');
  const cipher = createTokenCipher(parseTokenKeys(key('new')));
  expect(() => cipher.open(sealed, 'team:T1')).toThrow('token key "old" is not configured');
});

test.each([
  ['', /token key 1 is not of the form/],
  ['k1', /token key 1 is not of the form/],
  ['k1:c2hvcnQ=', /token key "k1" has 5 bytes, 32 are needed/],
  [`${key('k1')},${key('k1')}`, /same id/],
])('refuses the keys %j', (configured, problem) => {
  expect(() => parseTokenKeys(configured)).toThrow(problem);
});

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
}
