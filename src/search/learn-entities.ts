import { acronyms } from './acronyms.ts';
import type { Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { analyze } from './analyzer.ts';

/** Long forms kept for one acronym, most frequent first. */
const FORMS = 4;

/**
 * What the corpus itself says its acronyms stand for. An acronym that the aliases file knows gives
 * its entry another spelling; any other becomes an entity `learned:<acronym>`. An acronym that
 * stands for unlike things ("PM") is left out: less than two thirds of its uses agree.
 */
export function learnEntities(bodies: Iterable<string>, aliases: Aliases): readonly Entity[] {
  const learner = entityLearner(aliases);
  for (const body of bodies) learner.add(body);
  return learner.finish();
}

/** The same for bodies that come one by one, and are not kept. */
export interface EntityLearner {
  add(body: string): void;
  finish(): readonly Entity[];
}

export function entityLearner(aliases: Aliases): EntityLearner {
  const uses: Uses = new Map();
  return {
    add(body) {
      for (const { acronym, longForm } of acronyms(body)) {
        const forms = uses.get(acronym) ?? new Map<string, { count: number; as: string }>();
        uses.set(acronym, forms);
        const phrase = phraseOf(longForm);
        const known = forms.get(phrase);
        if (known) known.count++;
        else forms.set(phrase, { count: 1, as: longForm });
      }
    },
    finish: () => entitiesOf(uses, aliases),
  };
}

type Uses = Map<string, Map<string, { count: number; as: string }>>;

function entitiesOf(uses: Uses, aliases: Aliases): readonly Entity[] {
  const owner = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name, aliases: names } of aliases.entries) {
    for (const each of [name, ...names]) {
      owner.set(each, id);
      taken.add(phraseOf(each));
    }
  }
  const learned: Entity[] = [];
  for (const [acronym, forms] of [...uses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ranked = [...forms.entries()].sort(
      ([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : a > b ? 1 : 0),
    );
    const entry = owner.get(acronym);
    const fresh = ranked.filter(([phrase]) => !taken.has(phrase)).map(([, { as }]) => as);
    const total = ranked.reduce((sum, [, { count }]) => sum + count, 0);
    if (ranked[0]![1].count * 3 < total * 2 || fresh.length === 0) continue;
    const names = fresh.slice(0, FORMS);
    const base = { name: names[0]!, kind: 'learned' as const, topics: [] };
    learned.push(
      entry === undefined
        ? { ...base, id: `learned:${acronym}`, names: [acronym, ...names] }
        : { ...base, id: entry, names },
    );
  }
  return learned;
}

function phraseOf(name: string): string {
  return analyze(name)
    .map(({ term }) => term)
    .join(' ');
}
