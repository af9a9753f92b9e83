/**
 * The tables, as Kysely sees them. Names are the same on both engines.
 *
 * - Columns ending in `_at`, `_until` or named `at`: epoch milliseconds.
 * - `document`: JSON of the port's own value. JSON text carries every string unharmed (a NUL or a
 *   lone surrogate, which neither engine keeps in a text column, is an escape there), so offsets
 *   into an article's body stay right.
 * - `team`: Slack team id; part of every key and every query of a tenant's rows.
 */
export interface Schema {
  readonly subscriptions: {
    id: string;
    team: string;
    document: string;
  };
  readonly digest_runs: {
    subscription: string;
    run_key: string;
    attempts: number;
    lease_until: number;
    result: 'posted' | 'quiet' | 'given-up' | null;
    /** JSON of the port's `FinishedRun`, once there is a result. */
    document: string | null;
    covered_until: number | null;
    /** 1, 2, 3 … in the order in which the subscription's runs were finished. */
    finish_order: number | null;
  };
  readonly shown_excerpts: {
    scope: string;
    shown_key: string;
    at: number;
  };
  readonly handled_events: {
    event_id: string;
    /** The request body as JSON text; empty once the event is done. */
    payload: string;
    attempts: number;
    lease_until: number;
    received_at: number;
    /** 0 or 1. */
    done: number;
  };
  readonly feedback: {
    team: string;
    id: string;
    at: number;
    document: string;
  };
  readonly threads: {
    team: string;
    channel: string;
    thread: string;
    at: number;
    document: string;
  };
  readonly questions: {
    team: string;
    user_id: string;
    /** SHA-256 of the question: what makes two questions the same. */
    question_hash: string;
    at: number;
    document: string;
  };
}
