/** The shortcodes that this app and its people are likely to use; others stay as written. */
const EMOJI: ReadonlyMap<string, string> = new Map([
  ['+1', '👍'],
  ['-1', '👎'],
  ['thumbsup', '👍'],
  ['thumbsdown', '👎'],
  ['wave', '👋'],
  ['eyes', '👀'],
  ['mag', '🔍'],
  ['newspaper', '📰'],
  ['warning', '⚠️'],
  ['white_check_mark', '✅'],
  ['x', '❌'],
  ['bell', '🔔'],
  ['calendar', '📅'],
  ['books', '📚'],
  ['speech_balloon', '💬'],
  ['link', '🔗'],
  ['hourglass_flowing_sand', '⏳'],
]);

export function withEmoji(text: string): string {
  return text.replace(/:([\w+-]+):/g, (code, name: string) => EMOJI.get(name) ?? code);
}

export function emoji(name: string): string {
  return EMOJI.get(name) ?? `:${name}:`;
}
