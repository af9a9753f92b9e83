import { channel } from 'node:diagnostics_channel';
import type { Health } from './health.ts';

/** What is used of Bolt's Socket Mode client. */
export interface SocketEvents {
  on(
    event: 'connected' | 'disconnected' | 'reconnecting' | 'slack_event',
    heard: () => void,
  ): unknown;
}

/**
 * Tells `health` of every sign of life of the Socket Mode connection: events, and the pings and
 * pongs that undici publishes (its WebSocket has no event for them).
 * @returns what ends it.
 * @see https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function watchSocket(client: SocketEvents, health: Health): () => void {
  const heard = (): void => health.heard();
  client.on('connected', heard);
  client.on('slack_event', heard);
  client.on('disconnected', () => health.socketClosed());
  client.on('reconnecting', () => health.socketClosed());
  const channels = [channel('undici:websocket:ping'), channel('undici:websocket:pong')];
  for (const each of channels) each.subscribe(heard);
  return () => {
    for (const each of channels) each.unsubscribe(heard);
  };
}
