import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fairLanes } from '../../src/slack/fair-lanes.ts';

/** Works that end when they are told to. */
function works(count: number) {
  const inLane = fairLanes(count);
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  return {
    begun,
    ask: (who: string, name: string) =>
      inLane(who, () => {
        begun.push(name);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, (error) => (error ? reject(error) : resolve(name)));
        });
      }),
    async end(name: string, error?: Error) {
      ends.get(name)?.(error);
      await turn();
    },
  };
}

it('runs so many at once, those who wait in turns and each in order', async () => {
  const { begun, ask, end } = works(2);
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map((name) => ask(name[0]!, name));
  await turn();
  expect(begun).toEqual(['a1', 'a2']);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']);
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2']);
});

it('goes on after a work that failed', async () => {
  const { begun, ask, end } = works(1);
  const failing = ask('a', 'a1');
  const other = ask('b', 'b1');
  await turn();
  const failed = expect(failing).rejects.toThrow('no');
  await end('a1', new Error('no'));
  await failed;
  expect(begun).toEqual(['a1', 'b1']);
  await end('b1');
  expect(await other).toBe('b1');
});
