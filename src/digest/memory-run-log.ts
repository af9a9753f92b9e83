import type { FinishedRun, RunKey, RunLog } from './ports.ts';

interface Row {
  attempts: number;
  leaseUntil: number;
  finished?: { readonly run: FinishedRun; readonly order: number };
}

/** The run log of one process. */
export function memoryRunLog(): RunLog {
  const rows = new Map<string, Row>();
  let order = 0;
  const id = (run: RunKey) => `${run.subscription}\n${run.key}`;
  const finishedOf = (subscription: string) =>
    [...rows.values()].flatMap((row) =>
      row.finished?.run.subscription === subscription ? [row.finished] : [],
    );
  return {
    async claim(run, lease) {
      const row = rows.get(id(run));
      if (row?.finished) return { kind: 'finished' };
      if (row && row.leaseUntil > lease.now) return { kind: 'busy' };
      const attempts = (row?.attempts ?? 0) + 1;
      rows.set(id(run), { attempts, leaseUntil: lease.until });
      return { kind: 'claimed', attempts };
    },
    async finish(run) {
      const row = rows.get(id(run));
      if (row?.finished) return;
      order += 1;
      rows.set(id(run), {
        attempts: row?.attempts ?? 1,
        leaseUntil: 0,
        finished: { run, order },
      });
    },
    async release(run, notBefore, perhapsPosted) {
      const row = rows.get(id(run));
      if (!row || row.finished) return;
      row.leaseUntil = notBefore;
      row.attempts = perhapsPosted ? 1 : 0;
    },
    async last(subscription) {
      const covered = finishedOf(subscription)
        .map((entry) => entry.run)
        .filter((run) => run.result.kind !== 'given-up')
        .sort((a, b) => b.coveredUntil - a.coveredUntil);
      return covered[0] ?? null;
    },
    async latest(subscription) {
      const byOrder = finishedOf(subscription).sort((a, b) => b.order - a.order);
      return byOrder[0]?.run ?? null;
    },
  };
}
