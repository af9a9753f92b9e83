import { analyze } from '../search/analyzer.ts';
import { spellingKey } from '../search/transliteration.ts';
import { type DeskData, entityOf } from './desk-data.ts';

/** Whether a speaker's name, as an article writes it, is the one asked for. */
export function sameSpeaker(data: DeskData, asked: string): (name: string) => boolean {
  const entity = entityOf(data, asked);
  const wanted = analyze(asked)
    .filter(({ stop }) => !stop)
    .map(({ word }) => spellingKey(word));
  const known = new Map<string, boolean>();
  const decide = (name: string): boolean => {
    if (wanted.length === 0) return false;
    const other = entityOf(data, name);
    if (entity && other) return entity.id === other.id;
    const words = new Set(analyze(name).map(({ word }) => spellingKey(word)));
    return wanted.every((word) => words.has(word));
  };
  return (name) => {
    let is = known.get(name);
    if (is === undefined) {
      is = decide(name);
      known.set(name, is);
    }
    return is;
  };
}
