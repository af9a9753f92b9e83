/**
 * A key that the usual Latin spellings of one Pashto, Dari, Urdu or Arabic name share. Vowel length
 * and quality, doubled letters and the competing romanisations of one letter are levelled; the
 * order of consonants and the places of vowels stay. In the manner of Soundex-like keys for Arabic
 * names (Aqeel et al. 2006, "On the development of name search techniques for Arabic").
 *
 * @example spellingKey('mehsud') === spellingKey('mahsood') // true
 */
export function spellingKey(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const key = makeKey(word);
  if (cache.size >= 100_000) cache.clear();
  cache.set(word, key);
  return key;
}

const cache = new Map<string, string>();

/** Consonants from which a name's a, e and i are levelled. */
const LONG = 4;

function makeKey(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let key = word
    .replace(/[ae]h$/, 'a')
    .replace(/kh/g, 'x')
    .replace(/gh/g, 'g')
    .replace(/dh/g, 'd')
    .replace(/zh/g, 'z')
    .replace(/th/g, 't')
    .replace(/ph/g, 'f')
    .replace(/tch/g, 'c')
    .replace(/sch|sh/g, 'S')
    .replace(/ch/g, 'c')
    .replace(/ck/g, 'k')
    .replace(/q/g, 'k')
    .replace(/w(?=[aeiouy])/g, 'v')
    .replace(/dz/g, 'z')
    .replace(/ou|oo|uu|u|o|w/g, 'U')
    .replace(/ee|ai(?!$)|ay(?!$)|ei|ey|ie|ea|ii|i|y|e(?!$)/g, 'I')
    .replace(/aa/g, 'a');
  // "Mehsud"/"Mahsud"/"Masud": a short vowel before h, and the h itself before a consonant, vary.
  key = key
    .replace(/[aI]h(?=[^aIUeh])/g, 'a')
    .replace(/h$/, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/e$/, 'a');
  // Where there are many consonants they tell enough: a, e and i are one.
  if (key.replace(/[aIU]/g, '').length >= LONG) key = key.replace(/(?<=.)[aI](?=.)/g, 'a');
  return key;
}
