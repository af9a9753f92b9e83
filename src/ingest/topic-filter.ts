/**
 * Whether a text mentions one of the topics, as whole words without regard to case or accents
 * ("Afghanistan" is in "Afghanistan’s", "Iran" is not in "Tirana"). No topics: everything passes.
 */
export function mentionsTopic(text: string, topics: readonly string[]): boolean {
  if (topics.length === 0) return true;
  const words = ` ${folded(text)} `;
  return topics.some((topic) => {
    const wanted = folded(topic);
    return wanted !== '' && words.includes(` ${wanted} `);
  });
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’']s(?!\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
