import type { SegmentFacts } from './segment.ts';
import { hasSpellings, spellingEntry } from './spelling-lists.ts';
import type { TermCounts } from './term-counts.ts';

/** How often the corpus writes each entity how. */
export interface WrittenNames {
  add(named: SegmentFacts['named'], sign: 1 | -1): WrittenNames;
  /** Most frequent first. */
  of(entity: string): readonly string[];
  all(): SegmentFacts['named'];
}

export function writtenNames(
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
): WrittenNames {
  return {
    add(named, sign) {
      const next = new Map(counts);
      for (const [entity, forms] of named) {
        const changed = new Map(counts.get(entity));
        for (const [form, count] of forms) {
          const now = (changed.get(form) ?? 0) + sign * count;
          if (now > 0) changed.set(form, now);
          else changed.delete(form);
        }
        if (changed.size > 0) next.set(entity, changed);
        else next.delete(entity);
      }
      return writtenNames(next);
    },
    of: (entity) => sorted(counts.get(entity) ?? new Map()).map(([form]) => form),
    all: () => [...counts].sort(byFirst).map(([entity, forms]) => [entity, sorted(forms)]),
  };
}

function sorted(forms: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...forms].sort((a, b) => b[1] - a[1] || byFirst(a, b));
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

/**
 * Terms that became names since the first segment was built, by spelling key. Terms are only added: whoever reads the
 * list asks whether they still are names.
 */
export function laterNames() {
  const byKey = new Map<string, number[]>();
  const listed = new Set<number>();
  return {
    /** @param changed terms whose counts changed */
    note(
      changed: Uint32Array,
      { capitals, small }: TermCounts,
      termOf: (id: number) => string,
    ): void {
      for (const id of changed) {
        if (capitals[id]! <= small[id]! || listed.has(id)) continue;
        const term = termOf(id);
        if (!hasSpellings(term)) continue;
        listed.add(id);
        const key = spellingEntry(term);
        const list = byKey.get(key);
        if (list) list.push(id);
        else byKey.set(key, [id]);
      }
    },
    of: (key: string): readonly number[] => byKey.get(key) ?? [],
  };
}
