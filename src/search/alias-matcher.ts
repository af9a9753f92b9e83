import type { AliasEntry, Aliases, AmbiguousName } from './aliases.ts';
import type { Token } from './analyzer.ts';
import { analyze } from './analyzer.ts';
import { spellingKey } from './transliteration.ts';

/** A thing that names resolve to: an entry of the aliases file, or an acronym learned from the corpus. */
export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly kind: AliasEntry['kind'] | 'learned';
  readonly names: readonly string[];
  readonly topics: readonly string[];
}

/** A name found in a text: tokens `[from, to)`. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly entity: Entity;
  /** The listed name that matched, as listed. */
  readonly name: string;
  /** Set when the name is one that several things share. */
  readonly ambiguous?: AmbiguousName;
}

interface Pattern {
  readonly words: readonly string[];
  /** Surfaces to equal, for short all-capital names (TTP is no "ttp" of another language). */
  readonly surfaces?: readonly string[];
  readonly entity: Entity;
  readonly name: string;
  readonly ambiguous?: AmbiguousName;
  /** Learned from the corpus: its articles write it so, or it is another name. */
  readonly learned: boolean;
}

export interface AliasMatcher {
  readonly entities: readonly Entity[];
  /** Longest names first, left to right, never overlapping. */
  find(tokens: readonly Token[], where: 'article' | 'question'): readonly Mention[];
}

/** Letters at most for an all-capital name to be case-sensitive in articles. */
const SHORT_CAPITALS = 5;

/**
 * Finds names as phrases. Names of several words also match in another transliteration of the same
 * words ("Tahreek-i-Taliban"); single words, and in articles what was learned from them, only as listed.
 * @param plainWord whether a lower-case word of a question is an ordinary word of the corpus rather
 *   than an acronym typed in lower case ("aid", "who").
 */
export function aliasMatcher(
  aliases: Aliases,
  learned: readonly Entity[] = NONE,
  plainWord: (word: string) => boolean = () => false,
): AliasMatcher {
  const { entities, byFirst } = patternsOf(aliases, learned);
  const find = (tokens: readonly Token[], where: 'article' | 'question'): readonly Mention[] => {
    const found: Mention[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const bucket = byFirst.get(spellingKey(tokens[at]!.word));
      const pattern = bucket?.find((each) => matches(each, tokens, at, where, plainWord));
      if (!pattern) continue;
      found.push({
        from: at,
        to: at + pattern.words.length,
        entity: pattern.entity,
        name: pattern.name,
        ...(pattern.ambiguous ? { ambiguous: pattern.ambiguous } : {}),
      });
      at += pattern.words.length - 1;
    }
    return found;
  };
  return { entities, find };
}

const NONE: readonly Entity[] = [];

interface Patterns {
  readonly entities: readonly Entity[];
  /** By the spelling key of their first words, longest first. */
  readonly byFirst: ReadonlyMap<string, readonly Pattern[]>;
}

const known = new WeakMap<Aliases, WeakMap<readonly Entity[], Patterns>>();

/** The patterns of these very lists, made once. */
function patternsOf(aliases: Aliases, learned: readonly Entity[]): Patterns {
  const made = known.get(aliases) ?? new WeakMap<readonly Entity[], Patterns>();
  known.set(aliases, made);
  const patterns = made.get(learned) ?? makePatterns(aliases, learned);
  made.set(learned, patterns);
  return patterns;
}

function makePatterns(aliases: Aliases, learned: readonly Entity[]): Patterns {
  const byFirst = new Map<string, Pattern[]>();
  const entities: Entity[] = [
    ...aliases.entries.map(({ id, name, kind, aliases: names, topics }) => ({
      id,
      name,
      kind,
      names: [...new Set([name, ...names])],
      topics,
    })),
    ...learned.filter(({ id }) => id.startsWith('learned:')),
  ];
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const ambiguous = new Map(aliases.ambiguous.map((each) => [phraseOf(each.name), each]));
  const add = (name: string, entity: Entity, fromCorpus: boolean, shared?: AmbiguousName): void => {
    const tokens = analyze(name);
    if (tokens.length === 0) return;
    const letters = name.replace(/[^\p{L}]/gu, '');
    const capitals = letters.length <= SHORT_CAPITALS && letters === letters.toUpperCase();
    const pattern: Pattern = {
      words: tokens.map(({ word }) => word),
      ...(capitals ? { surfaces: tokens.map(({ surface }) => surface) } : {}),
      entity,
      name,
      learned: fromCorpus,
      ...(shared ? { ambiguous: shared } : {}),
    };
    const key = spellingKey(pattern.words[0]!);
    const bucket = byFirst.get(key);
    if (bucket) bucket.push(pattern);
    else byFirst.set(key, [pattern]);
  };
  for (const entity of entities) {
    const fromCorpus = entity.kind === 'learned';
    for (const name of entity.names) {
      if (!ambiguous.has(phraseOf(name))) add(name, entity, fromCorpus);
    }
  }
  for (const extra of learned) {
    const entity = byId.get(extra.id);
    if (entity && entity !== extra) for (const name of extra.names) add(name, entity, true);
  }
  for (const shared of aliases.ambiguous) {
    const entity = byId.get(shared.means);
    if (entity) add(shared.name, entity, false, shared);
  }
  for (const bucket of byFirst.values()) bucket.sort((a, b) => b.words.length - a.words.length);
  return { entities, byFirst };
}

function matches(
  { words, surfaces, learned }: Pattern,
  tokens: readonly Token[],
  at: number,
  where: 'article' | 'question',
  plainWord: (word: string) => boolean,
): boolean {
  if (at + words.length > tokens.length) return false;
  for (let i = 0; i < words.length; i++) {
    const token = tokens[at + i]!;
    if (token.word !== words[i]) {
      if (surfaces || words.length === 1 || (learned && where === 'article')) return false;
      if (token.word.length < 4 || spellingKey(token.word) !== spellingKey(words[i]!)) return false;
    }
    if (!surfaces || token.surface.replace(/['’]s$/, '') === surfaces[i]) continue;
    if (where === 'article') return false;
    // Typed in lower case: an acronym unless it is an ordinary word.
    if (words.length === 1 && (token.stop || plainWord(token.word))) return false;
  }
  return true;
}

function phraseOf(name: string): string {
  return analyze(name)
    .map(({ word }) => word)
    .join(' ');
}
