import type { Coverage } from '../../answer/answer.ts';
import { shortDate } from './short-date.ts';

/** "107 articles, newest 3 Nov 2026". */
export function coverageLine({ articles, newest }: Coverage): string {
  const count = articles === 1 ? '1 article' : `${articles} articles`;
  return newest === undefined ? count : `${count}, newest ${shortDate(newest)}`;
}

/** The corpus version, short enough to read out: the first 12 digits of the hash. */
export function versionLine(corpus: string): string {
  return `corpus ${corpus.replace(/^sha256:/, '').slice(0, 12)}`;
}

export function nearestLine(nearest: readonly string[]): string {
  return nearest.length === 0 ? '' : `The corpus does cover: ${nearest.join(', ')}.`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
