/** An acronym with the long form that an article gives for it. */
export interface AcronymUse {
  readonly acronym: string;
  readonly longForm: string;
}

const BRACKETED =
  /\(\s*(?:or\s+)?["“‘']?((?:\p{Lu}[\p{L}\p{N}&.-]{0,8}\p{Lu}|\p{Lu}{2,10})s?)["”’']?\s*\)/gu;
const KNOWN_AS =
  /,?\s(?:also known as|better known as|known as|abbreviated as|abbreviated|known by (?:its|the) acronym)\s+(?:the\s+)?["“‘']?(\p{Lu}[\p{Lu}\p{N}&-]{1,9})\b["”’']?/gu;
/** Code units before an acronym in which its long form is looked for. */
const REACH = 120;

/**
 * Acronyms that a text introduces: "Tehrik-e-Taliban Pakistan (TTP)", "…, also known as the TTP".
 * Long forms are found as by Schwartz and Hearst (2003), "A simple algorithm for identifying
 * abbreviation definitions in biomedical text": the shortest run of words before the acronym that
 * holds its letters in order, the first letter at the start of a word.
 */
export function acronyms(text: string): readonly AcronymUse[] {
  const found: AcronymUse[] = [];
  for (const pattern of [BRACKETED, KNOWN_AS]) {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - REACH), match.index);
      const clause = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('(')) + 1);
      const acronym = match[1]!.replace(/\.$/, '').replace(/(?<=\p{Lu})s$/u, '');
      if (acronym.replace(/[^\p{Lu}]/gu, '').length < 2) continue;
      const longForm = longFormOf(acronym, clause);
      if (longForm) found.push({ acronym, longForm });
    }
  }
  return found;
}

function longFormOf(acronym: string, before: string): string | null {
  const letters = acronym.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const words = before.trim().split(/\s+/);
  const most = Math.min(letters.length + 5, letters.length * 2);
  const text = words.slice(-most).join(' ');
  const lower = text.toLowerCase();
  let at = lower.length - 1;
  for (let i = letters.length - 1; i >= 0; i--) {
    const letter = letters[i]!;
    const first = i === 0;
    while (
      at >= 0 &&
      (lower[at] !== letter || (first && at > 0 && /[\p{L}\p{N}]/u.test(lower[at - 1]!)))
    ) {
      at--;
    }
    if (at < 0) return null;
    if (!first) at--;
  }
  const longForm = text.slice(at).replace(/^["“‘'(]+|["”’',]+$/g, '');
  // A long form is a name: several words or parts, its first letter a capital, nothing that ends a sentence.
  if (!/^\p{Lu}/u.test(longForm) || /[.;:!?]\s/.test(longForm) || !/[\s-]/.test(longForm))
    return null;
  if (longForm.length < letters.length * 2) return null;
  return longForm;
}
