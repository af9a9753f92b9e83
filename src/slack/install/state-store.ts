import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { InstallProviderOptions, InstallURLOptions } from '@slack/oauth';
import type { HandledEvents } from '../ports.ts';

export interface StateStoreOptions {
  /** Signs states: whoever knows it can forge them. */
  readonly secret: string;
  /** Keeps the states that came back, over all replicas. */
  readonly handledEvents: Pick<HandledEvents, 'claim'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** How long an installation may take, in ms. */
export const STATE_LASTS = 600_000;

/**
 * States of the install flow, `milliseconds.nonce.signature` with HMAC-SHA-256: made by us, ten minutes
 * old at most, and good for one installation. That a state comes back in the browser that it was made for
 * is checked by Bolt, by a cookie, before it is given to `verifyStateParam`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 */
export function createStateStore(
  options: StateStoreOptions,
): NonNullable<InstallProviderOptions['stateStore']> {
  const { secret, handledEvents, clock } = options;
  const sign = (words: string): Buffer => createHmac('sha256', secret).update(words).digest();
  return {
    async generateStateParam() {
      const words = `${clock()}.${randomBytes(24).toString('base64url')}`;
      return `${words}.${sign(words).toString('base64url')}`;
    },
    async verifyStateParam(_, state) {
      const [, words = '', madeAt = '', signature = ''] =
        /^((\d{1,15})\.[\w-]{32})\.([\w-]{43})$/.exec(state) ?? [];
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(words);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw invalid('the state was not made here');
      }
      const now = clock();
      const age = now - Number(madeAt);
      if (age < 0 || age > STATE_LASTS) throw invalid('the state is too old');
      const id = `oauth-state:${createHash('sha256').update(state).digest('hex')}`;
      const claim = await handledEvents.claim(id, '', { now, until: now });
      if (claim === 'duplicate') throw invalid('the state was used before');
      return { scopes: [] } satisfies InstallURLOptions;
    },
  };
}

/** As Bolt's own stores say it: its install provider goes by the code. */
function invalid(message: string): Error {
  return Object.assign(new Error(message), { code: 'slack_oauth_invalid_state' });
}
