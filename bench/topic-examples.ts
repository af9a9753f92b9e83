import { FEATURES } from '../src/search/features.ts';
import type { RankingModel } from '../src/search/ranking-model.ts';
import type { Collected, Collector } from './collect.ts';

export interface TopicExample {
  readonly text: string;
  readonly features: Float64Array;
  readonly good: boolean;
}

/**
 * Topics that a corpus covers, and such that it does not: topics of other corpora, and halves of two of its own
 * topics put together ("Herat" of one, "inflation" of another). Of these only those that no passage holds
 * whole count: about the others nothing is known.
 */
export function topicExamples(
  own: Collector,
  foreign: readonly string[],
  model: RankingModel,
): TopicExample[] {
  const examples: TopicExample[] = [];
  const ask = (text: string): Collected | undefined => {
    const collected = own.collect({ id: text, text, group: text }, model);
    return collected.topic ? collected : undefined;
  };
  const add = (text: string, good: boolean, accept: (of: Collected) => boolean = () => true) => {
    const collected = ask(text);
    if (collected && accept(collected))
      examples.push({ text, features: collected.confidence, good });
  };
  const texts = own.set.queries.map(({ text }) => text);
  for (const text of texts) add(text, true);
  for (const text of foreign) add(text, false);
  for (const text of crossed(texts)) add(text, false, (of) => !heldWhole(of));
  return examples;
}

/** The first half of each topic's words with the second half of another's, far from it in the list. */
export function crossed(topics: readonly string[]): string[] {
  const halves = topics.flatMap((text) => {
    const words = text.split(/\s+/);
    const middle = words.length >> 1;
    return middle === 0 ? [] : [{ first: words.slice(0, middle), last: words.slice(middle) }];
  });
  const far = Math.max(1, Math.floor(halves.length / 3));
  return halves.map(({ first }, i) =>
    [...first, ...halves[(i + far) % halves.length]!.last].join(' '),
  );
}

const HELD = FEATURES.indexOf('heldShare');

function heldWhole({ ranked }: Collected): boolean {
  return ranked.some(({ features }) => features[HELD]! >= 1);
}
