import { sql } from 'kysely';
import type { FinishedRun, Lease, RunClaim, RunKey, RunLog } from '../digest/ports.ts';
import type { Store } from './open-store.ts';

/** The digest run log: the claim is one statement, so it is atomic across processes on both engines. */
export function createRunLog({ db }: Pick<Store, 'db'>): RunLog {
  // Which claim of a run is this process's: a process that slept past its lease must not release
  // the lease of whoever took over.
  const claims = new Map<string, { readonly attempts: number; readonly until: number }>();

  async function claim(run: RunKey, lease: Lease): Promise<RunClaim> {
    const row = await db
      .insertInto('digest_runs')
      .values({
        subscription: run.subscription,
        run_key: run.key,
        attempts: 1,
        lease_until: lease.until,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['subscription', 'run_key'])
          .doUpdateSet((eb) => ({
            attempts: eb('digest_runs.attempts', '+', 1),
            lease_until: lease.until,
          }))
          .where('digest_runs.result', 'is', null)
          .where('digest_runs.lease_until', '<=', lease.now),
      )
      .returning('attempts')
      .executeTakeFirst();
    if (row) {
      claims.set(claimKey(run), { attempts: row.attempts, until: lease.until });
      return { kind: 'claimed', attempts: row.attempts };
    }
    const held = await at(run).select('result').executeTakeFirst();
    return { kind: held?.result ? 'finished' : 'busy' };
  }

  async function finish(run: FinishedRun): Promise<void> {
    const nextOrder = sql<number>`(select coalesce(max(finish_order), 0) + 1 from digest_runs
      where subscription = ${run.subscription})`;
    const finished = {
      result: run.result.kind,
      document: JSON.stringify(run),
      covered_until: run.coveredUntil,
    };
    await db
      .insertInto('digest_runs')
      .values({
        subscription: run.subscription,
        run_key: run.key,
        attempts: 1,
        lease_until: 0,
        ...finished,
        finish_order: nextOrder,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['subscription', 'run_key'])
          .doUpdateSet({ ...finished, finish_order: nextOrder })
          .where('digest_runs.result', 'is', null),
      )
      .execute();
    claims.delete(claimKey(run));
  }

  async function release(run: RunKey, notBefore: number, perhapsPosted: boolean): Promise<void> {
    const mine = claims.get(claimKey(run));
    if (mine === undefined) return;
    claims.delete(claimKey(run));
    await db
      .updateTable('digest_runs')
      .set({ lease_until: notBefore, attempts: perhapsPosted ? 1 : 0 })
      .where('subscription', '=', run.subscription)
      .where('run_key', '=', run.key)
      .where('attempts', '=', mine.attempts)
      .where('lease_until', '=', mine.until)
      .where('result', 'is', null)
      .execute();
  }

  function at(run: RunKey) {
    return db
      .selectFrom('digest_runs')
      .where('subscription', '=', run.subscription)
      .where('run_key', '=', run.key);
  }

  async function newest(
    subscription: string,
    results: readonly FinishedRun['result']['kind'][],
    order: 'covered_until' | 'finish_order',
  ): Promise<FinishedRun | null> {
    const row = await db
      .selectFrom('digest_runs')
      .select('document')
      .where('subscription', '=', subscription)
      .where('result', 'in', results)
      .orderBy(order, 'desc')
      .orderBy('finish_order', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.document ? (JSON.parse(row.document) as FinishedRun) : null;
  }

  return {
    claim,
    finish,
    release,
    last: (subscription) => newest(subscription, ['posted', 'quiet'], 'covered_until'),
    latest: (subscription) => newest(subscription, ['posted', 'quiet', 'given-up'], 'finish_order'),
  };
}

function claimKey(run: RunKey): string {
  return JSON.stringify([run.subscription, run.key]);
}
