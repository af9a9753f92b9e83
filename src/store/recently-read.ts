/** What was read last, up to a size; what was not asked for longest goes first. @param most characters or bytes */
export function recentlyRead<T>(most: number) {
  const kept = new Map<string, { readonly value: T; readonly size: number }>();
  let total = 0;
  return {
    get(key: string): T | undefined {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key: string, value: T, size: number): void {
      if (kept.has(key)) return;
      kept.set(key, { value, size });
      total += size;
      for (const [oldest, one] of kept) {
        if (total <= most) break;
        kept.delete(oldest);
        total -= one.size;
      }
    },
  };
}
