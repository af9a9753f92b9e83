/** Words in front of an office that make it another one. */
const OTHER_OFFICE = /(?:^|[\s,])(?:vice|deputy|former|ex|acting|assistant|under)[\s-]+$/i;
/** A name after an office, up to the first word that is no name, whatever its first letter is in a title. */
const NAME =
  /^\s+((?:(?!(?:and|at|in|on|of|to|by|for|from|with|before|after|during|following|ahead|as|\p{L}+ing)\b)\p{L}[\p{L}.'’-]*\s*){1,4})/iu;

/**
 * Who holds the office that labels a turn of a transcript ("THE PRESIDENT"), as the transcript's title says it
 * ("Remarks by President Biden on …"): "President Biden". `undefined` when the title names nobody with that
 * office, or two.
 */
export function officeHolder(title: string, label: string): string | undefined {
  const office = /^the\s+(\p{L}+(?:\s+\p{L}+){0,3})$/iu.exec(label.trim())?.[1];
  if (office === undefined) return undefined;
  const found = new Set<string>();
  for (const match of title.matchAll(new RegExp(`\\b${office}\\b`, 'giu'))) {
    if (OTHER_OFFICE.test(title.slice(0, match.index))) continue;
    const words = NAME.exec(title.slice(match.index + match[0].length))?.[1]?.trim();
    const name = words?.split(/\s+/).map((word) => word.replace(/[’']s?$/, ''));
    if (name?.every((word) => /^\p{Lu}/u.test(word))) found.add(`${match[0]} ${name.join(' ')}`);
  }
  const [holder] = found;
  return found.size === 1 ? holder : undefined;
}
