/** Words of letters in a text; numbers and signs are none. */
export function wordCount(text: string): number {
  return text.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0;
}
