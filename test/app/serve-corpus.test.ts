import { expect, test } from 'vitest';
import { STARTER_CORPUS } from '../../src/app/open-desk.ts';
import { serveCorpora } from '../../src/app/serve-corpus.ts';
import { describeEngines } from '../store/support/engines.ts';

describeEngines('corpora that are served', (under) => {
  test('one that outgrows memory moves to the database and gives the same answers', async () => {
    const place = await under.newPlace();
    const store = await under.open(place);
    const problems: unknown[] = [];
    let moved = (): void => undefined;
    const hasMoved = new Promise<void>((resolve) => {
      moved = resolve;
    });
    const corpora = await serveCorpora({
      config: { ...place, corpus: [STARTER_CORPUS], search: 'auto' },
      store,
      every: () => () => undefined,
      say: (line) => {
        if (line.endsWith('is searched in the database now')) moved();
      },
      onProblem: (error) => problems.push(error),
      onIndex: () => undefined,
      idle: async () => undefined,
      toDatabase: 50,
    });
    const inMemory = await (await corpora.open('T1')).ask('ttp', { top: 20 });
    await hasMoved;
    const { passages } = await store.db
      .selectFrom('fts_facts')
      .select('passages')
      .executeTakeFirstOrThrow();
    expect(passages).toBeGreaterThan(50);
    expect(await (await corpora.open('T1')).ask('ttp', { top: 20 })).toEqual(inMemory);
    await corpora.stop();
    expect(problems).toEqual([]);
  });
});
