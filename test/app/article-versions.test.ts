import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArticleVersions } from '../../src/app/article-versions.ts';
import { versionOf } from '../../src/ingest/corpus-version.ts';

test('after any changes the hash is that of the versions as they are', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const version = fc.constantFrom('1', '2', '3');
  fc.assert(
    fc.property(
      fc.dictionary(id, version),
      fc.array(fc.tuple(id, fc.option(version, { nil: undefined }))),
      (first, changes) => {
        const versions = new ArticleVersions(Object.entries(first));
        const wanted = new Map(Object.entries(first));
        for (const [changed, to] of changes) {
          versions.set(changed, to);
          if (to === undefined) wanted.delete(changed);
          else wanted.set(changed, to);
          expect(versions.get(changed)).toBe(to);
        }
        expect(new Map(versions.entries())).toEqual(wanted);
        expect(versions.hash('x')).toBe(versionOf([...wanted.values()], 'x'));
      },
    ),
    { numRuns: 60 },
  );
});
