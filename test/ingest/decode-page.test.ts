import { describe, expect, it } from 'vitest';
import { decodePage } from '../../src/ingest/decode-page.ts';

const bytes = (...values: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(
    values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.from([value]))),
  );
const CYRILLIC = 'Правительство Афганистана сообщило о новых переговорах с соседними странами';
/** windows-1251 bytes of Cyrillic letters. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (char) => {
    const code = char.codePointAt(0)!;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });

describe('decodePage', () => {
  it.each([
    ['UTF-8 by header', bytes('naïve “é”'), 'text/html; charset=utf-8', 'naïve “é”', 'header'],
    [
      'UTF-8 mark over all',
      bytes(0xef, 0xbb, 0xbf, 'é'),
      'text/html; charset=latin1',
      'é',
      'byte order mark',
    ],
    ['UTF-16 mark', Buffer.from('\ufeffsalaam', 'utf16le'), '', 'salaam', 'byte order mark'],
    ['Latin 1 by header', bytes('caf', 0xe9), 'text/html; charset=ISO-8859-1', 'café', 'header'],
    [
      'by meta',
      bytes('<meta charset="windows-1252">', 0x93, 'x', 0x94),
      '',
      '<meta charset="windows-1252">“x”',
      'page',
    ],
    [
      'by http-equiv',
      bytes('<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">', 0xe9),
      '',
      '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">é',
      'page',
    ],
    [
      'UTF-8 though the header says Latin 1',
      bytes('“é”'),
      'text/html; charset=iso-8859-1',
      '“é”',
      'content',
    ],
    ['no charset, UTF-8', bytes('افغانستان'), '', 'افغانستان', 'content'],
    ['no charset, ASCII', bytes('plain'), '', 'plain', 'content'],
    ['an unknown charset', bytes('“é”'), 'text/html; charset=klingon', '“é”', 'content'],
    ['no charset, windows-1251', windows1251(CYRILLIC), '', CYRILLIC, 'content'],
    [
      'windows-1251 that is called UTF-8',
      windows1251(CYRILLIC),
      'text/html; charset=utf-8',
      CYRILLIC,
      'content',
    ],
  ] as const)('reads %s', (_, input, contentType, text, by) => {
    expect(decodePage(input, contentType)).toEqual({
      text,
      charset: expect.any(String),
      by,
      replaced: 0,
    });
  });

  it('replaces only what is broken on the page itself', () => {
    const { text, charset, replaced } = decodePage(
      bytes('é ok ', 0xc3, ' more é and é'),
      'text/html; charset=utf-8',
    );
    expect(text).toBe('é ok \ufffd more é and é');
    expect(charset).toBe('utf-8');
    expect(replaced).toBe(1);
  });

  it('reads nothing as nothing', () => {
    expect(decodePage(new Uint8Array()).text).toBe('');
  });
});
