export interface RecentIds {
  /** Whether the id was not seen among the latest ones; it is from now on. */
  isFirst(id: string): boolean;
}

/** Remembers the latest `most` ids. */
export function recentIds(most: number): RecentIds {
  const seen = new Set<string>();
  return {
    isFirst(id) {
      if (seen.has(id)) return false;
      seen.add(id);
      if (seen.size > most) {
        // A set iterates in the order of insertion: this is the oldest.
        for (const oldest of seen) {
          seen.delete(oldest);
          break;
        }
      }
      return true;
    },
  };
}
