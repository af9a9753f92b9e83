import type { Generated } from 'kysely';

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
  /** The number of a workspace's last change. Taking the next one locks the row until the commit. */
  readonly corpus_counters: {
    team: string;
    sequence: number;
  };
  readonly articles: {
    team: string;
    id: string;
    /** The current one, in `article_versions`. */
    version: string;
    body_hash: string;
    address_key: string | null;
    /** JSON of what the list shows. */
    summary: string;
    added_order: number;
    sequence: number;
    added_at: number;
    added_by: string;
    changed_at: number;
    removed_at: number | null;
    removed_by: string | null;
  };
  readonly article_versions: {
    team: string;
    article_id: string;
    version: string;
    at: number;
    actor: string;
    version_order: number;
    document: string;
  };
  readonly audit: {
    seq: Generated<number>;
    team: string;
    target: string;
    document: string;
  };
  readonly feeds: {
    team: string;
    id: string;
    /** The feed without its state. */
    document: string;
    state: string;
    next_poll_at: number;
    lease_until: number;
  };
  readonly feed_seen: {
    team: string;
    feed_id: string;
    seen_key: string;
    at: number;
  };
  readonly page_watches: {
    team: string;
    article_id: string;
    document: string;
    next_check_at: number;
    lease_until: number;
  };
  readonly cited_spans: {
    team: string;
    article_id: string;
    version: string;
    place: string;
    span_start: number;
    span_end: number;
    at: number;
  };
  readonly change_notices: {
    team: string;
    notice_key: string;
    document: string;
    at: number;
    lease_until: number;
    /** 0 or 1. */
    done: number;
  };
  readonly installations: {
    /** `team:T…`, or `enterprise:E…` for an organisation-wide installation. */
    tenant: string;
    team: string | null;
    key_id: string;
    nonce: string;
    /** The whole installation as Bolt gave it, encrypted: tokens, scopes, ids. */
    sealed: string;
    installed_at: number;
  };
  /** The next number of a passage and of a term; taking some locks the row until the commit. */
  readonly fts_numbers: {
    counted: 'passage' | 'term';
    next_number: number;
  };
  readonly fts_articles: {
    team: string;
    article_id: string;
    version: string;
    /** Number of its first passage; the others follow. Never given out again. */
    first_passage: number;
    passages: number;
    /** Days since 1970-01-01 of the publication; 0: unknown. */
    day: number;
    /** As the article states it; empty: not stated. `publisher` too. */
    published: string;
    publisher: string;
    /** In small letters, a line each: what `source:` looks for. */
    named: string;
    /** JSON of the stated topics. */
    topics: string;
    /** Its passages with their words, as article-words.ts writes them. */
    words: Uint8Array;
    /** JSON of the article and its attributions. */
    document: string;
  };
  readonly fts_terms: {
    team: string;
    term: string;
    number: number;
    /** Passages that hold it. */
    df: number;
    capitals: number;
    small: number;
    /** One bit for each of its lists (fts-tokens.ts) that was ever written. */
    lists: number;
    spelling: string | null;
  };
  readonly fts_names: {
    team: string;
    entity: string;
    form: string;
    uses: number;
  };
  readonly fts_facts: {
    team: string;
    passages: number;
    /** Words of all passages that are no stop words. */
    words: number;
    articles: number;
    /** Words of all passages, stop words and marks of names included. */
    all_words: number;
    /** Grows with every change of the index. */
    revision: number;
    /** Number of the workspace's last change that the index holds. */
    sequence: number;
    /** JSON of the acronyms that the corpus explains. */
    learned: string;
  };
}
