/**
 * A response URL that did not take the message: 404 and 410 when it is used up (5 times) or too old
 * (30 minutes). `NaN`: there was no answer.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export class ResponseUrlError extends Error {
  readonly status: number;
  /** Seconds, when Slack said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter?: number) {
    super(`the response URL answered ${status}`);
    this.name = 'ResponseUrlError';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
