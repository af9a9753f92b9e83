import { beforeEach, describe, expect, it } from 'vitest';
import type { Feedback, HandledEvents, Questions, Threads } from '../../src/slack/ports.ts';

export interface SlackStores {
  readonly handledEvents: HandledEvents;
  readonly feedback: Feedback;
  readonly threads: Threads;
  readonly questions: Questions;
}

/** What every implementation of the Slack ports keeps to. `create` gives empty stores. */
export function slackStoresContract(name: string, create: () => Promise<SlackStores>): void {
  describe(`slack stores: ${name}`, () => {
    let stores: SlackStores;
    beforeEach(async () => {
      stores = await create();
    });
    const lease = { now: 1000, until: 2000 };

    it('lets one of many deliveries be the first', async () => {
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => stores.handledEvents.claim('Ev1', '{}', lease)),
      );
      expect(claims.filter((claim) => claim === 'first')).toHaveLength(1);
    });

    it('knows a late duplicate of an answered event', async () => {
      await stores.handledEvents.claim('Ev1', '{}', lease);
      await stores.handledEvents.done('Ev1');
      expect(await stores.handledEvents.claim('Ev1', '{}', { now: 9000, until: 9999 })).toBe(
        'duplicate',
      );
      expect(await stores.handledEvents.pending({ now: 9000, until: 9999 }, 10)).toEqual([]);
    });

    it('hands over what was not answered when its lease has ended, once a lease', async () => {
      await stores.handledEvents.claim('Ev1', '{"a":"é"}', lease);
      await stores.handledEvents.claim('Ev2', '{"b":2}', lease);
      await stores.handledEvents.done('Ev2');
      expect(await stores.handledEvents.pending({ now: 1999, until: 3000 }, 10)).toEqual([]);
      expect(await stores.handledEvents.pending({ now: 2000, until: 3000 }, 10)).toEqual([
        { eventId: 'Ev1', payload: '{"a":"é"}', attempts: 2, receivedAt: 1000 },
      ]);
      expect(await stores.handledEvents.pending({ now: 2500, until: 3500 }, 10)).toEqual([]);
      expect(await stores.handledEvents.pending({ now: 3000, until: 4000 }, 10)).toEqual([
        { eventId: 'Ev1', payload: '{"a":"é"}', attempts: 3, receivedAt: 1000 },
      ]);
    });

    it('hands over few at a time: what was attempted least, then the oldest', async () => {
      for (const [id, now] of [
        ['Ev1', 1],
        ['Ev2', 3],
        ['Ev3', 2],
      ] as const) {
        await stores.handledEvents.claim(id, '{}', { now, until: 10 });
      }
      const next = async (now: number, limit: number) =>
        (await stores.handledEvents.pending({ now, until: now + 10 }, limit)).map(
          ({ eventId, attempts }) => [eventId, attempts],
        );
      expect(await next(10, 1)).toEqual([['Ev1', 2]]);
      expect(await next(30, 2)).toEqual([
        ['Ev3', 2],
        ['Ev2', 2],
      ]);
      expect(await next(30, 2)).toEqual([['Ev1', 3]]);
      expect(await next(35, 2)).toEqual([]);
    });

    it('counts attempts from one again after a release, and keeps what is extended', async () => {
      for (const id of ['Ev1', 'Ev2', 'Ev3']) {
        await stores.handledEvents.claim(id, '{}', { now: 0, until: 10 });
      }
      await stores.handledEvents.pending({ now: 10, until: 20 }, 3);
      await stores.handledEvents.release('Ev1', 50);
      await stores.handledEvents.done('Ev2');
      await stores.handledEvents.release('Ev2', 0);
      await stores.handledEvents.extend(['Ev2', 'Ev3'], 60);
      const taken = async (now: number) =>
        (await stores.handledEvents.pending({ now, until: now + 100 }, 3)).map(
          ({ eventId, attempts }) => [eventId, attempts],
        );
      expect(await taken(49)).toEqual([]);
      expect(await taken(50)).toEqual([['Ev1', 2]]);
      expect(await taken(60)).toEqual([['Ev3', 3]]);
    });

    it('never hands over an empty payload', async () => {
      await stores.handledEvents.claim('trigger:1', '', lease);
      expect(await stores.handledEvents.pending({ now: 5000, until: 6000 }, 10)).toEqual([]);
    });

    it('keeps one feedback entry an id, newest first, team by team', async () => {
      const entry = {
        id: 'f1',
        team: 'T1',
        user: 'U1',
        question: 'ttp',
        corpus: 'sha256:1',
        verdict: 'useful',
        at: 1000,
      } as const;
      await stores.feedback.put(entry);
      await stores.feedback.put({ ...entry, id: 'f2', at: 3000, channel: 'C1' });
      await stores.feedback.put({ ...entry, id: 'f3', team: 'T2', at: 4000 });
      await stores.feedback.put({ ...entry, verdict: 'not-useful', reason: 'old', at: 2000 });
      expect(await stores.feedback.list('T1', 10)).toEqual([
        { ...entry, id: 'f2', at: 3000, channel: 'C1' },
        { ...entry, verdict: 'not-useful', reason: 'old', at: 2000 },
      ]);
      expect(await stores.feedback.list('T1', 1)).toHaveLength(1);
    });

    it('keeps the last question of a thread', async () => {
      const key = { team: 'T1', channel: 'C1', thread: '1.000100' };
      expect(await stores.threads.get(key)).toBeNull();
      await stores.threads.put({ ...key, question: 'ttp', at: 1000 });
      await stores.threads.put({ ...key, question: 'isis-k', at: 2000 });
      expect(await stores.threads.get(key)).toEqual({ ...key, question: 'isis-k', at: 2000 });
      expect(await stores.threads.get({ ...key, team: 'T2' })).toBeNull();
    });

    it("gives a person's own last questions, newest first, each once", async () => {
      const asked = { team: 'T1', user: 'U1', question: 'ttp', outcome: 'found' } as const;
      await stores.questions.add({ ...asked, at: 1 });
      await stores.questions.add({ ...asked, question: 'hazaras', at: 2 });
      await stores.questions.add({ ...asked, user: 'U2', at: 3 });
      await stores.questions.add({ ...asked, at: 4 });
      const recent = await stores.questions.recent('T1', 'U1', 5);
      expect(recent.map((one) => [one.question, one.at])).toEqual([
        ['ttp', 4],
        ['hazaras', 2],
      ]);
      expect(await stores.questions.recent('T1', 'U1', 1)).toHaveLength(1);
    });
  });
}
