/** The letters and digits of a text in lower case: what two ways of writing a name or a title have in common. */
export function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
