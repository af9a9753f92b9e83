import { parse } from 'yaml';
import { z } from 'zod';

export type EntryKind = 'group' | 'person' | 'place' | 'institution';

/** A named thing and the names it goes by. */
export interface AliasEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: EntryKind;
  readonly role?: string;
  /** Other names; `name` itself need not be repeated. */
  readonly aliases: readonly string[];
  readonly topics: readonly string[];
}

/** A plain name that several things share, and which one it means here. */
export interface AmbiguousName {
  readonly name: string;
  /** Id of the entry that the plain name means. */
  readonly means: string;
  /** Ids of the entries that it must not be taken for. */
  readonly not: readonly string[];
  /** What to tell the person who used it. */
  readonly say: string;
}

export interface Aliases {
  readonly entries: readonly AliasEntry[];
  readonly ambiguous: readonly AmbiguousName[];
}

export const NO_ALIASES: Aliases = { entries: [], ambiguous: [] };

const text = z.string().trim().min(1);
const schema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        id: text,
        name: text,
        kind: z.enum(['group', 'person', 'place', 'institution']),
        role: text.optional(),
        aliases: z.array(text).default([]),
        topics: z.array(text).default([]),
      }),
    )
    .default([]),
  ambiguous: z
    .array(z.strictObject({ name: text, means: text, not: z.array(text).default([]), say: text }))
    .default([]),
});

/**
 * Reads the text of an aliases file.
 * @throws Error naming every problem, one a line.
 */
export function parseAliases(yamlText: string): Aliases {
  let raw: unknown;
  try {
    raw = parse(yamlText) ?? {};
  } catch (cause) {
    throw new Error(`aliases: not YAML: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'file'}: ${message}`,
    );
    throw new Error(`aliases: ${lines.join('\naliases: ')}`);
  }
  const entries: AliasEntry[] = parsed.data.entries.map(({ role, ...entry }) =>
    role === undefined ? entry : { ...entry, role },
  );
  const aliases = { entries, ambiguous: parsed.data.ambiguous };
  const problems = inconsistencies(aliases);
  if (problems.length > 0) throw new Error(`aliases: ${problems.join('\naliases: ')}`);
  return aliases;
}

function inconsistencies({ entries, ambiguous }: Aliases): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) problems.push(`two entries have the id "${id}"`);
    ids.add(id);
  }
  const settled = new Set(ambiguous.map(({ name }) => name.toLowerCase()));
  const owners = new Map<string, string>();
  for (const { id, name, aliases } of entries) {
    for (const alias of new Set([name, ...aliases].map((each) => each.toLowerCase()))) {
      const owner = owners.get(alias);
      if (owner !== undefined && owner !== id && !settled.has(alias)) {
        problems.push(`"${alias}" names both "${owner}" and "${id}"; say which under "ambiguous"`);
      }
      owners.set(alias, id);
    }
  }
  for (const { name, means, not } of ambiguous) {
    for (const id of [means, ...not]) {
      if (!ids.has(id)) problems.push(`ambiguous "${name}": no entry has the id "${id}"`);
    }
    if (not.includes(means))
      problems.push(`ambiguous "${name}": "${means}" is both meant and excluded`);
  }
  return problems;
}
