/**
 * Endings of stems that British and American English write differently (labour, centr, defenc, analys); of -ize the
 * stemmer leaves nothing (recognis, recogn).
 */
const PAIRS = [
  ['is', ''],
  ['ys', 'yz'],
  ['our', 'or'],
  ['tr', 'ter'],
  ['br', 'ber'],
  ['enc', 'ens'],
  ['ogu', 'og'],
  ['gramm', 'gram'],
] as const;

/** Shorter stems are as likely another word (`tens`, `hour`). */
const SHORTEST = 5;

/**
 * The same word's stem as the other side of the Atlantic writes it: what may also stand in the corpus. Most of
 * them are no words at all and are found nowhere.
 */
export function bothSpellings(stem: string): readonly string[] {
  if (stem.length < SHORTEST || /[^a-z]/.test(stem)) return [];
  return PAIRS.flatMap(([british, american]) => {
    if (stem.endsWith(british)) return [stem.slice(0, -british.length) + american];
    return stem.endsWith(american) ? [stem.slice(0, stem.length - american.length) + british] : [];
  }).filter((other) => other.length >= SHORTEST);
}
