import { describe, expect, test } from 'vitest';
import { parseAliases } from '../../src/search/aliases.ts';

describe('parseAliases', () => {
  test('an entry keeps its names; what is optional may be left out', () => {
    const { entries, ambiguous } = parseAliases(`
entries:
  - { id: vrc, name: Valley Relief Council, kind: institution, aliases: [VRC] }
`);
    expect(entries).toEqual([
      {
        id: 'vrc',
        name: 'Valley Relief Council',
        kind: 'institution',
        aliases: ['VRC'],
        topics: [],
      },
    ]);
    expect(ambiguous).toEqual([]);
    expect(parseAliases('')).toEqual({ entries: [], ambiguous: [] });
  });

  test.each([
    ['not YAML', 'entries: [', /not YAML/],
    ['an unknown kind', 'entries: [{ id: a, name: A, kind: river }]', /entries\.0\.kind/],
    ['an unknown field', 'entries: [{ id: a, name: A, kind: place, alias: [B] }]', /alias/],
    ['an empty name', 'entries: [{ id: a, name: "", kind: place }]', /entries\.0\.name/],
  ])('%s is refused', (_, text, message) => {
    expect(() => parseAliases(text)).toThrow(message);
  });

  test('every inconsistency is listed at once', () => {
    const text = `
entries:
  - { id: a, name: Alpha, kind: group, aliases: [The Front] }
  - { id: a, name: Again, kind: group }
  - { id: b, name: Beta, kind: group, aliases: [the front] }
ambiguous:
  - { name: Front, means: c, not: [a], say: x }
  - { name: Rear, means: a, not: [a], say: x }
`;
    let message = '';
    try {
      parseAliases(text);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split('\n')).toEqual([
      'aliases: two entries have the id "a"',
      'aliases: "the front" names both "a" and "b"; say which under "ambiguous"',
      'aliases: ambiguous "Front": no entry has the id "c"',
      'aliases: ambiguous "Rear": "a" is both meant and excluded',
    ]);
  });

  test('a name shared by two entries is allowed once it is settled', () => {
    const text = `
entries:
  - { id: a, name: Alpha, kind: group, aliases: [Front] }
  - { id: b, name: Beta, kind: group, aliases: [Front] }
ambiguous:
  - { name: Front, means: a, not: [b], say: 'Front is read as Alpha.' }
`;
    expect(parseAliases(text).ambiguous).toHaveLength(1);
  });
});
