import { readFileSync } from 'node:fs';
import type { Desk } from '../../../src/answer/desk.ts';

/** Answers of a desk, recorded: views have the same input however ranking and attribution are tuned. */
export function recordedDesk(): Desk {
  const file = new URL('../golden/desk.json', import.meta.url);
  const recorded = JSON.parse(readFileSync(file, 'utf8'));
  const by = (kind: string) => async (words: string) => {
    const found = recorded[kind][words];
    if (!found) throw new Error(`golden/desk.json has no ${kind} of “${words}”`);
    return found;
  };
  return {
    corpusVersion: async () => recorded.corpusVersion,
    coverage: async () => recorded.coverage,
    topics: async () => recorded.topics,
    articles: async () => recorded.articles,
    published: async () => recorded.articles,
    sources: async () => recorded.sources,
    suggestions: async () => recorded.suggestions,
    ask: by('ask'),
    quotes: by('quotes'),
    timeline: by('timeline'),
    figures: by('figures'),
    verify: by('verify'),
    verifyMessage: async () => [],
    context: async () => recorded.context,
    digest: async () => recorded.digest,
  };
}
