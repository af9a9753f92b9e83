import { channel } from 'node:diagnostics_channel';
import type { Health } from './health.ts';

/** What undici's WebSocket, which Socket Mode runs on, tells of itself. */
const ALIVE = ['undici:websocket:open', 'undici:websocket:ping', 'undici:websocket:pong'];
const CLOSED = ['undici:websocket:close'];

/**
 * Tells `health` of every sign of life of the Socket Mode connection. Slack pings every few seconds and
 * our client every five, so that nothing else is needed to know whether it lives.
 * @returns what ends it.
 * @see https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function watchSocket(health: Health): () => void {
  const heard = (): void => health.heard();
  const closed = (): void => health.socketClosed();
  const watched = [
    ...ALIVE.map((name) => [channel(name), heard] as const),
    ...CLOSED.map((name) => [channel(name), closed] as const),
  ];
  for (const [each, listener] of watched) each.subscribe(listener);
  return () => {
    for (const [each, listener] of watched) each.unsubscribe(listener);
  };
}
