import { expect, test } from 'vitest';
import { startCrashHarness } from './support/crash-harness.ts';
import { describeEngines } from './support/engines.ts';

const CALLS = [
  'runLog.claim',
  'slack.post',
  'shownExcerpts.add',
  'runLog.finish',
  'events.claim',
  'slack.ack',
  'slack.reply',
  'events.done',
  'articles.putAll',
];

describeEngines('killed after each call that changes something', (under) => {
  test('no digest or answer twice or never, no acknowledged import lost', async () => {
    const place = await under.newPlace();
    const store = await under.open(place);
    const harness = await startCrashHarness(place, store, 1);
    // Each worker first picks up what the one before left; the last one lives.
    for (const crashAfter of [...CALLS, null]) {
      harness.nextDay();
      harness.mention();
      const worker = await harness.start({ crashAfter, forever: false });
      expect(await worker.ended, `${crashAfter}`).toBe(crashAfter === null ? 'ended' : 'killed');
    }
    const report = await harness.report();
    await harness.stop();
    expect(report).toMatchObject({ twice: [], missing: [], lost: [] });
    expect(report.digests).toBe(CALLS.length + 1);
    expect(report.answers).toBeGreaterThan(2);
    expect(report.articles).toBeGreaterThan(0);
  }, 120_000);
});
