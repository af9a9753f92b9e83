/** A limit longer than this is told to the person instead of waited for, in seconds. */
export const PATIENCE = 20;
export const RATE_LIMIT_RETRIES = 2;
