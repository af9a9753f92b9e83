/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
};

/**
 * A word's search form: NFKC, lower case, without diacritics, apostrophes, full stops and the
 * commas inside numbers; a possessive ending is dropped. `U.S.` and `US` both become `usa` (as
 * lower-case "us" is the pronoun).
 *
 * @example fold('Zawāhirī’s') // 'zawahiri'
 */
export function fold(surface: string): string {
  if (/^[a-z]+$/.test(surface)) return surface;
  if (/^(?:US|U\.S\.?|USA|U\.S\.A\.?)(?:['’]s)?$/.test(surface)) return 'usa';
  let word = surface.replace(/['’ʼ]s$/i, '');
  if (/[^\x20-\x7e]/.test(word)) {
    word = word
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .normalize('NFC')
      .replace(/[ßæœøđðþłıħ]/g, (letter) => LETTERS[letter] ?? letter);
  } else {
    word = word.toLowerCase();
  }
  if (/^\p{N}/u.test(word)) return word.replace(/,/g, '').replace(/['’ʼ]/g, '');
  return word.replace(/['’ʼʾʿ‘.]/g, '');
}
