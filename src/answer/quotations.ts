/** Fewest letters and digits for a quotation to be worth checking. */
const FEWEST = 12;

const QUOTATION = /"([^"\n]{3,4000})"|“([^”]{3,4000})”|«([^»]{3,4000})»|„([^“”]{3,4000})[“”]/g;

/**
 * The quotations of a message, in order: what stands between quotation marks, and lines quoted with `>`.
 * Very short ones (a word in marks) are left out.
 */
export function quotations(message: string): readonly string[] {
  const found: { readonly at: number; readonly text: string }[] = [];
  for (const match of message.matchAll(QUOTATION)) {
    found.push({ at: match.index, text: match[1] ?? match[2] ?? match[3] ?? match[4] ?? '' });
  }
  const quoted = /^(?:[ \t]*(?:>|&gt;)[ \t]?.*(?:\n|$))+/gm;
  for (const match of message.matchAll(quoted)) {
    const text = match[0].replace(/^[ \t]*(?:>|&gt;)[ \t]?/gm, '').trim();
    const inside = found.some(({ at }) => at >= match.index && at < match.index + match[0].length);
    if (!inside) found.push({ at: match.index, text });
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text.trim())
    .filter((text) => (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= FEWEST);
}
