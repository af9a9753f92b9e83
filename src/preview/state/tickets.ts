import type { Posted } from './conversation.ts';

/** Slack's own: a trigger id may be used for 3 seconds, a response URL 5 times in 30 minutes. */
const TRIGGER_LIFE = 3_000;
const RESPONSE_LIFE = 30 * 60_000;
const RESPONSE_USES = 5;

/** Where a response URL answers to. */
export interface ResponseTarget {
  readonly person: string;
  readonly conversation: string;
  readonly thread?: string;
  /** The message whose button was pressed: what `replace_original` replaces. */
  readonly source?: Posted;
}

/** Who did something, where. */
export interface Origin {
  readonly person: string;
  readonly conversation?: string;
}

export interface Tickets {
  /** `conversation`: where the person was. */
  trigger(person: string, conversation?: string): string;
  /** Whose trigger it is, or the error that Slack gives. A trigger works once. */
  redeemTrigger(id: string): Origin | { readonly error: string };
  responseUrl(target: ResponseTarget): string;
  redeemResponseUrl(url: string): ResponseTarget | { readonly error: string };
}

/** Trigger ids and response URLs. The host never resolves: nothing can leave this machine. */
export function createTickets(clock: () => number, nextId: (prefix: string) => string): Tickets {
  const triggers = new Map<string, { origin: Origin; until: number; used: boolean }>();
  const responses = new Map<string, { target: ResponseTarget; until: number; uses: number }>();
  return {
    trigger(person, conversation) {
      const id = `${Math.floor(clock())}.${nextId('trigger')}`;
      const origin = { person, ...(conversation ? { conversation } : {}) };
      triggers.set(id, { origin, until: clock() + TRIGGER_LIFE, used: false });
      return id;
    },
    redeemTrigger(id) {
      const trigger = triggers.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (clock() > trigger.until) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return trigger.origin;
    },
    responseUrl(target) {
      const url = `https://hooks.slack.invalid/actions/${nextId('R')}`;
      responses.set(url, { target, until: clock() + RESPONSE_LIFE, uses: 0 });
      return url;
    },
    redeemResponseUrl(url) {
      const response = responses.get(url);
      if (!response || clock() > response.until) return { error: 'expired_url' };
      if (response.uses >= RESPONSE_USES) return { error: 'used_url' };
      response.uses += 1;
      return response.target;
    },
  };
}
