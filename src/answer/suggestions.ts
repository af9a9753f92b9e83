import type { DeskData } from './desk-data.ts';

/** Articles read for a name to suggest. */
const READ = 30;

/**
 * Things to ask that this corpus answers: its most covered topics, with the most quoted speaker of the
 * newest articles in second place.
 */
export async function suggestions(data: DeskData, count: number): Promise<readonly string[]> {
  const topics = (await data.topics()).map(({ topic }) => topic);
  const speaker = await oftenQuoted(data);
  const made = [topics[0], speaker ? `What did ${speaker} say?` : undefined, ...topics.slice(1)];
  return made.flatMap((each) => each ?? []).slice(0, count);
}

async function oftenQuoted(data: DeskData): Promise<string | undefined> {
  const newest = await data.shelf.newest(READ);
  const counts = new Map<string, number>();
  for (const { attributions } of newest) {
    for (const { kind, speaker } of attributions) {
      if (kind === 'indirect' || !speaker || speaker.institution || !speaker.name.includes(' '))
        continue;
      counts.set(speaker.name, (counts.get(speaker.name) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
