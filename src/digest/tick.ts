import { type DueOptions, type DueRun, dueRuns } from './due-runs.ts';
import type { Subscriptions } from './ports.ts';
import { type DigestServices, type RunOutcome, runDigest } from './run-digest.ts';
import type { Subscription } from './subscription.ts';

export interface TickServices extends DigestServices {
  readonly subscriptions: Subscriptions;
  /** Whether this replica posts digests; asked before each. */
  readonly leads: () => boolean;
  /** One digest that fails does not keep the others back; its error comes here. */
  readonly failed: (subscription: Subscription, error: unknown) => void;
}

/** Digests posted at the same time: each is in a channel of its own. */
const LANES = 8;
/** So many in a row that Slack did not take, and the rest waits for the next tick. */
const TROUBLES = 16;

/** Posts every digest that is due, the earliest first. Safe to call as often as one likes. */
export async function tick(
  services: TickServices,
  options: DueOptions = {},
): Promise<readonly RunOutcome[]> {
  const { subscriptions, leads, clock } = services;
  if (!leads()) return [];
  const due = inTurns(dueRuns(clock(), await subscriptions.list(), options));
  const outcomes: RunOutcome[] = [];
  let next = 0;
  let troubles = 0;
  const lane = async (): Promise<void> => {
    for (let run = due[next]; run !== undefined; run = due[next]) {
      if (troubles >= TROUBLES || !leads()) return;
      next += 1;
      const { subscription, localDate } = run;
      try {
        const outcome = await runDigest({ ...run, key: localDate }, services);
        outcomes.push(outcome);
        if (outcome.kind === 'later') troubles += 1;
        else if (outcome.kind !== 'not-ours') troubles = 0;
        if (outcome.kind === 'given-up' && outcome.closed) {
          await pause(services, subscription, outcome.reason);
        }
      } catch (error) {
        services.failed(subscription, error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return outcomes;
}

/** One of each workspace, then the next of each: every workspace has a limit of its own. */
function inTurns(runs: readonly DueRun[]): readonly DueRun[] {
  const turns = new Map<string, number>();
  return runs
    .map((run) => {
      const { team } = run.subscription;
      const turn = turns.get(team) ?? 0;
      turns.set(team, turn + 1);
      return { run, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ run }) => run);
}

/** Nothing more is posted into a closed channel. What the configuration sets is tried again every day. */
async function pause(
  { subscriptions, clock }: TickServices,
  { id, setAt, setBy }: Subscription,
  reason: string,
): Promise<void> {
  const current = await subscriptions.get(id);
  // Set anew meanwhile: the settings have the last word.
  if (setBy === 'config' || current === null || current.setAt !== setAt) return;
  const at = new Date(clock()).toISOString();
  await subscriptions.put({ ...current, paused: { reason, at } });
}
