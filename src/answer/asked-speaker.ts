const SAYING =
  'say|said|saying|says|tell|told|think|thought|claim|claimed|call|called|warn|warned|argue|argued|state|stated|' +
  'announce|announced|promise|promised|comment|commented|respond|responded|react|reacted|describe|described|' +
  'deny|denied|admit|admitted|urge|urged|demand|demanded|predict|predicted|explain|explained|insist|insisted';
const ASKED = new RegExp(
  `^(?:what|how|why|when|which\\s+\\S+)\\s+(?:did|does|do|has|have|had|is|was|were)\\s+(?:the\\s+)?(\\S+(?:\\s+\\S+){0,5}?)\\s+(?:${SAYING})\\b`,
  'iu',
);

/** Whose words a question asks for ("what did Asfandyar Mir say about …"), as typed. */
export function askedSpeaker(text: string): string | undefined {
  return ASKED.exec(text.trim())?.[1];
}
