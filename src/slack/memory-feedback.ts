import type { Feedback, FeedbackEntry } from './ports.ts';

/** Feedback that lives as long as the process. */
export function memoryFeedback(): Feedback {
  const entries = new Map<string, FeedbackEntry>();
  return {
    async put(entry) {
      entries.set(entry.id, entry);
    },
    async list(team, limit) {
      return [...entries.values()]
        .filter((entry) => entry.team === team)
        .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
  };
}
