import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Folder → folders of ours that it may import. The top (files in src/, src/app, src/cli, src/corpus-thread) sees everything. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  article: [],
  search: ['article'],
  answer: ['article', 'search'],
  digest: ['article', 'answer'],
  ingest: ['article'],
  ops: [],
  store: ['article', 'answer', 'digest', 'ingest', 'search', 'slack'],
  slack: ['article', 'answer', 'digest'],
  terminal: ['article', 'answer', 'digest'],
  preview: ['article', 'answer', 'digest', 'slack'],
};
const TOP = ['', 'app', 'cli', 'corpus-thread'];
/** Folders whose code runs without effects: no clock, network, file system or environment of its own. */
const PURE = ['article', 'search', 'answer', 'digest', 'terminal'];
/** Worker threads and their client are the edge of search. */
const EDGE = /^search\/.*(?:worker|thread)/;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

function imports(file: string): readonly string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:^|[\s;(])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );
}

const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');

describe('architecture', () => {
  it('knows every folder', () => {
    const folders = new Set(files.map(folderOf));
    expect([...folders].filter((folder) => !TOP.includes(folder) && !(folder in ALLOWED))).toEqual(
      [],
    );
  });

  it('imports follow the dependency rules', () => {
    const broken: string[] = [];
    for (const file of files) {
      const folder = folderOf(file);
      if (TOP.includes(folder)) continue;
      for (const name of imports(file)) {
        if (!name.startsWith('.')) continue;
        const target = folderOf(relative(src, resolve(src, dirname(file), name)));
        if (target !== folder && !ALLOWED[folder]?.includes(target))
          broken.push(`${file} imports ${name}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('nothing imports the top', () => {
    const broken = files.flatMap((file) =>
      TOP.includes(folderOf(file))
        ? []
        : imports(file)
            .filter((name) => name.startsWith('.'))
            .filter((name) =>
              TOP.includes(folderOf(relative(src, resolve(src, dirname(file), name)))),
            )
            .map((name) => `${file} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  it('only the passage index imports minisearch', () => {
    const users = files.filter((file) => imports(file).includes('minisearch'));
    expect(users).toEqual(['search/passage-index.ts']);
  });

  it('the pure folders have no effects of their own', () => {
    const broken: string[] = [];
    for (const file of files) {
      if (!PURE.includes(folderOf(file)) || EDGE.test(file)) continue;
      for (const name of imports(file)) {
        if (/^node:/.test(name) && !/^node:(?:util|crypto)$/.test(name))
          broken.push(`${file} imports ${name}`);
      }
      const text = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const [effect] of text.matchAll(
        /\bprocess\.env\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bset(?:Timeout|Interval)\(/g,
      )) {
        broken.push(`${file} uses ${effect}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('the environment is read at the top only', () => {
    const broken = files.filter((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      return !TOP.includes(folderOf(file)) && /\bprocess\.env\b/.test(text);
    });
    expect(broken).toEqual([]);
  });

  it('there are no barrels', () => {
    const barrels = files.filter((file) => {
      const code = readFileSync(join(src, file), 'utf8')
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .trim();
      return (
        code !== '' &&
        code
          .split(/;\s*/)
          .filter(Boolean)
          .every((statement) => /^export\s+(?:type\s+)?(?:\*|\{)[\s\S]*from/.test(statement))
      );
    });
    expect(barrels).toEqual([]);
  });
});
