import { type AcronymUse, acronyms } from './acronyms.ts';
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
  /** @param uses what it says of its acronyms, when that is known */
  add(body: string, uses?: readonly AcronymUse[]): void;
  finish(): readonly Entity[];
}

export function entityLearner(aliases: Aliases): EntityLearner {
  const all: Uses = new Map();
  return {
    add(body, uses = acronyms(body)) {
      for (const { acronym, longForm } of uses) {
        const forms = all.get(acronym) ?? new Map();
        all.set(acronym, forms);
        noteUse(forms, longForm);
      }
    },
    finish: () => entitiesOf(all, aliases),
  };
}

/** Long forms of one acronym by their words: how often, and as first written. */
export type LongForms = Map<string, { count: number; as: string }>;
type Uses = Map<string, LongForms>;

/** Notes one use. */
export function noteUse(forms: LongForms, longForm: string): void {
  const phrase = phraseOf(longForm);
  const known = forms.get(phrase);
  if (known) known.count++;
  else forms.set(phrase, { count: 1, as: longForm });
}

function entitiesOf(uses: Uses, aliases: Aliases): readonly Entity[] {
  const entityOf = acronymReader(aliases);
  return [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([acronym, forms]) => entityOf(acronym, forms) ?? []);
}

/** What an acronym stands for by its uses; `undefined` when they disagree, or say only what the aliases say. */
export function acronymReader(
  aliases: Aliases,
): (acronym: string, forms: LongForms) => Entity | undefined {
  const owner = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name, aliases: names } of aliases.entries) {
    for (const each of [name, ...names]) {
      owner.set(each, id);
      taken.add(phraseOf(each));
    }
  }
  return (acronym, forms) => {
    const ranked = [...forms.entries()].sort(
      ([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : a > b ? 1 : 0),
    );
    const entry = owner.get(acronym);
    const fresh = ranked.filter(([phrase]) => !taken.has(phrase)).map(([, { as }]) => as);
    const total = ranked.reduce((sum, [, { count }]) => sum + count, 0);
    if (!ranked[0] || ranked[0][1].count * 3 < total * 2 || fresh.length === 0) return undefined;
    const names = fresh.slice(0, FORMS);
    const base = { name: names[0]!, kind: 'learned' as const, topics: [] };
    return entry === undefined
      ? { ...base, id: `learned:${acronym}`, names: [acronym, ...names] }
      : { ...base, id: entry, names };
  };
}

/** Phrases kept at most; cleared as a whole beyond. */
const MOST_PHRASES = 20_000;
const phrases = new Map<string, string>();

function phraseOf(name: string): string {
  const known = phrases.get(name);
  if (known !== undefined) return known;
  const phrase = analyze(name)
    .map(({ term }) => term)
    .join(' ');
  if (phrases.size >= MOST_PHRASES) phrases.clear();
  phrases.set(name, phrase);
  return phrase;
}
