/**
 * What was found of some keys, for about the `most` that were asked for last: two generations, the older of
 * which goes as a whole when the younger one is full, so that looking up costs nothing more.
 */
export function remembered<K, V>(most: number): (key: K, find: () => V) => V {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  return (key, find) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const value = old.get(key) ?? find();
    if (young.size * 2 >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
