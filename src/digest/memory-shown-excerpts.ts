import type { ShownExcerpts } from './ports.ts';

/** What was shown, for one process. */
export function memoryShownExcerpts(): ShownExcerpts {
  const scopes = new Map<string, Set<string>>();
  return {
    async shown(scope, keys) {
      const held = scopes.get(scope);
      return new Set(keys.filter((key) => held?.has(key)));
    },
    async add(scope, keys) {
      const held = scopes.get(scope) ?? new Set();
      for (const key of keys) held.add(key);
      scopes.set(scope, held);
    },
  };
}
