import { overlaps } from '../article/span.ts';
import type { Hit } from '../search/search.ts';
import type { DeskData } from './desk-data.ts';
import { sameSpeaker } from './same-speaker.ts';

/** The hits in which the speaker says something first, otherwise in their order. */
export function spokenFirst(data: DeskData, hits: readonly Hit[], speaker: string): readonly Hit[] {
  const same = sameSpeaker(data, speaker);
  const spoken = ({ articleId, passage }: Hit): boolean =>
    data.byId
      .get(articleId)
      ?.attributions.some((a) => a.speaker && same(a.speaker.name) && overlaps(a, passage)) ??
    false;
  const theirs = new Set(hits.filter(spoken));
  return [...theirs, ...hits.filter((hit) => !theirs.has(hit))];
}
