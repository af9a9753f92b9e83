import type { AcronymUse } from './acronyms.ts';
import type { Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { acronymReader, type LongForms, noteUse } from './learn-entities.ts';

/** What the articles of a corpus say of their acronyms, by article, so that articles may come and go. */
export interface AcronymBook {
  /** What the acronyms stand for now: the same as if all articles were read anew. */
  readonly learned: readonly Entity[];
  /**
   * Takes articles out and in. @returns names that an article may be searched under now and was not before, or the
   * other way round
   */
  change(
    removed: Iterable<string>,
    added: Iterable<readonly [articleId: string, uses: readonly AcronymUse[]]>,
  ): readonly string[];
}

export function acronymBook(
  aliases: Aliases,
  articles: Iterable<readonly [articleId: string, uses: readonly AcronymUse[]]>,
): AcronymBook {
  const entityOf = acronymReader(aliases);
  const usesOf = new Map<string, readonly AcronymUse[]>();
  /** Articles that say something of the acronym. */
  const holders = new Map<string, Set<string>>();
  const entities = new Map<string, Entity>();
  let learned: readonly Entity[] = [];

  function read(acronym: string): Entity | undefined {
    const forms: LongForms = new Map();
    // By id: the first form as written is the same however the articles came.
    for (const id of [...(holders.get(acronym) ?? [])].sort()) {
      for (const use of usesOf.get(id) ?? [])
        if (use.acronym === acronym) noteUse(forms, use.longForm);
    }
    return entityOf(acronym, forms);
  }

  function change(...[removed, added]: Parameters<AcronymBook['change']>): readonly string[] {
    const touched = new Set<string>();
    for (const id of removed) {
      for (const { acronym } of usesOf.get(id) ?? []) {
        touched.add(acronym);
        holders.get(acronym)?.delete(id);
      }
      usesOf.delete(id);
    }
    for (const [id, uses] of added) {
      if (uses.length > 0) usesOf.set(id, uses);
      for (const { acronym } of uses) {
        touched.add(acronym);
        const ids = holders.get(acronym) ?? new Set();
        holders.set(acronym, ids.add(id));
      }
    }
    const names: string[] = [];
    let changed = false;
    for (const acronym of touched) {
      const before = entities.get(acronym);
      const now = read(acronym);
      if (JSON.stringify(before) === JSON.stringify(now)) continue;
      changed = true;
      names.push(...differing(before, now));
      if (now) entities.set(acronym, now);
      else entities.delete(acronym);
    }
    // The same list while it says the same: what is made of it need not be made again.
    if (changed)
      learned = [...entities].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entity]) => entity);
    return names;
  }

  change([], articles);
  return {
    get learned() {
      return learned;
    },
    change,
  };
}

/** Names of one and not of the other; all where they are not the same thing. */
function differing(a: Entity | undefined, b: Entity | undefined): readonly string[] {
  const [left, right] = [new Set(a?.names), new Set(b?.names)];
  return [...left, ...right].filter((name) => !(left.has(name) && right.has(name)));
}
