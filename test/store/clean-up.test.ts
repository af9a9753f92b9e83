import { expect, test } from 'vitest';
import { cleanUp, KEPT_DAYS } from '../../src/store/clean-up.ts';
import { createSlackStores } from '../../src/store/slack-stores.ts';
import { describeEngines } from './support/engines.ts';

const DAY = 24 * 3_600_000;

describeEngines('clean-up', (under) => {
  test('deletes what is past its time, and nothing else', async () => {
    const store = await under.emptyStore();
    const stores = createSlackStores(store);
    const now = 1_000 * DAY;
    const key = { team: 'T1', channel: 'C1' };
    const keep = (days: number) => now - days * DAY;
    for (const [name, extra] of [
      ['old', 1],
      ['kept', 0],
    ] as const) {
      const received = keep(KEPT_DAYS.events) - extra;
      await stores.handledEvents.claim(name, '{}', { now: received, until: received + 1 });
      await stores.threads.put({
        ...key,
        thread: name,
        question: name,
        at: keep(KEPT_DAYS.threads) - extra,
      });
      await stores.questions.add({
        team: 'T1',
        user: 'U1',
        question: name,
        outcome: 'found',
        at: keep(KEPT_DAYS.questions) - extra,
      });
    }
    await cleanUp(store, now);
    await cleanUp(store, now);
    const pending = await stores.handledEvents.pending({ now, until: now + 1 }, 10);
    expect(pending.map(({ eventId }) => eventId)).toEqual(['kept']);
    expect(await stores.threads.get({ ...key, thread: 'old' })).toBeNull();
    expect(await stores.threads.get({ ...key, thread: 'kept' })).not.toBeNull();
    const questions = await stores.questions.recent('T1', 'U1', 9);
    expect(questions.map(({ question }) => question)).toEqual(['kept']);
  });
});
