import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { ResponseUrlError } from './response-url-error.ts';

/** What a failure means, told apart once so that every surface says the same. */
export type Failure =
  /** The person's own words need changing; the line says how. */
  | { readonly kind: 'question'; readonly line: string }
  /** An administrator, or an invitation, has to come first. */
  | { readonly kind: 'refused'; readonly code: string; readonly line: string }
  /** Surely not done; may be tried again after the wait. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly line: string }
  /** Slack did not answer: it may have been done. */
  | { readonly kind: 'unsure'; readonly line: string }
  /** A mistake of ours. */
  | { readonly kind: 'ours'; readonly line: string };

const INVITE =
  'I am not in that channel. Invite me there with /invite @afghan-brief, then try again.';
const REINSTALL =
  'My access to this workspace was withdrawn. An admin needs to install the app again.';

const NOT_INSTALLED =
  'The app is not installed in this workspace. An admin needs to install it (again).';

/** @see https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const LINES: Readonly<Record<string, string>> = {
  not_in_channel: INVITE,
  channel_not_found:
    'I cannot see that channel: it was deleted, or it is private and I am not in it. Invite me there with /invite @afghan-brief, or choose another channel.',
  is_archived: 'That channel is archived. Unarchive it, or choose another channel.',
  restricted_action: 'This workspace does not let me post in that channel. Ask an admin.',
  restricted_action_read_only_channel: 'That channel is read-only for me. Ask an admin.',
  expired_trigger:
    'Slack allows three seconds to open a window, and they had passed. Please try again.',
  trigger_exchanged: 'That button was already used up. Please press it again.',
  message_not_found: 'That message is already gone.',
  cant_delete_message:
    'Slack does not let me delete that message. You can delete it from its own menu.',
  invalid_auth: REINSTALL,
  account_inactive: REINSTALL,
  token_revoked: REINSTALL,
  token_expired: REINSTALL,
  not_authed: REINSTALL,
  view_not_found: 'That window was closed. Please open it again.',
  hash_conflict: 'That window changed meanwhile. Please press the button again.',
};

/** The line for a person: what failed, and what to do now. Never an error code alone, never a token. */
export function describeFailure(error: unknown): Failure {
  if (isNotInstalled(error)) return { kind: 'refused', code: 'not_installed', line: NOT_INSTALLED };
  const cause = unwrap(error);
  if (cause instanceof WebAPIRateLimitedError) {
    return later(cause.retryAfter * 1000);
  }
  if (cause instanceof WebAPIPlatformError) return platform(cause);
  if (cause instanceof WebAPIHTTPError || cause instanceof WebAPIRequestError) {
    return { kind: 'unsure', line: 'Slack did not answer. Please try again in a minute.' };
  }
  if (cause instanceof ResponseUrlError) {
    return cause.status === 429
      ? later(1000 * (cause.retryAfter ?? 1))
      : { kind: 'unsure', line: 'Slack did not take my answer. Please ask again.' };
  }
  // The core marks errors that a person can mend by their name; its message is written for them.
  if (cause instanceof Error && cause.name === 'QuestionError') {
    return { kind: 'question', line: cause.message };
  }
  return {
    kind: 'ours',
    line: 'Something went wrong on my side, and it is logged. Please try again; if it repeats, tell an admin.',
  };
}

/** Whether it failed for Slack's sake, so that another attempt may succeed. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ResponseUrlError) return error.status === 429 || !(error.status < 500);
  const { kind } = describeFailure(error);
  return kind === 'unsure' || kind === 'later';
}

function platform(error: WebAPIPlatformError): Failure {
  const code = String(error.data.error);
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded') {
    return later(30_000);
  }
  if (code === 'missing_scope') {
    const needed = (error.data as { needed?: unknown }).needed;
    const which = typeof needed === 'string' && needed !== '' ? ` (${needed})` : '';
    return {
      kind: 'refused',
      code,
      line: `The app lacks a permission${which}. An admin needs to install it again from the current manifest.yml.`,
    };
  }
  if (code === 'internal_error' || code === 'fatal_error' || code === 'service_unavailable') {
    return { kind: 'unsure', line: 'Slack had a problem. Please try again in a minute.' };
  }
  const line = LINES[code];
  if (line !== undefined) return { kind: 'refused', code, line };
  return {
    kind: 'refused',
    code,
    line: `Slack refused (${code}). Please try again; if it repeats, tell an admin.`,
  };
}

function later(waitMs: number): Failure {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return {
    kind: 'later',
    waitMs,
    line: `Slack asks me to slow down. Please try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  };
}

/** Bolt and its install provider each wrap what the installation store says. */
function isNotInstalled(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; ) {
    if (cause.name === 'NotInstalledError') return true;
    cause = (cause as { original?: unknown }).original;
  }
  return false;
}

/** Bolt wraps what a listener throws. */
function unwrap(error: unknown): unknown {
  if (error instanceof Error && 'original' in error && !(error instanceof WebAPIRequestError)) {
    return (error as { original?: unknown }).original ?? error;
  }
  return error;
}
