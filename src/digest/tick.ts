import { type DueOptions, dueRuns } from './due-runs.ts';
import type { Subscriptions } from './ports.ts';
import { type DigestServices, type RunOutcome, runDigest } from './run-digest.ts';
import type { Subscription } from './subscription.ts';

export interface TickServices extends DigestServices {
  readonly subscriptions: Subscriptions;
  /** One digest that fails does not keep the others back; its error comes here. */
  readonly failed: (subscription: Subscription, error: unknown) => void;
}

/** Posts every digest that is due, one after the other. Safe to call as often as one likes. */
export async function tick(
  services: TickServices,
  options: DueOptions = {},
): Promise<readonly RunOutcome[]> {
  const due = dueRuns(services.clock(), await services.subscriptions.list(), options);
  const outcomes: RunOutcome[] = [];
  for (const { subscription, localDate } of due) {
    try {
      outcomes.push(await runDigest({ subscription, key: localDate, localDate }, services));
    } catch (error) {
      services.failed(subscription, error);
    }
  }
  return outcomes;
}
