import { type Logger, LogLevel } from '@slack/logger';
import type { Log } from './log.ts';

/**
 * Bolt's own log lines into ours. Its debug lines hold whole payloads (what people wrote, response
 * URLs), so they are dropped; tokens in what is left are blotted out.
 */
export function boltLogger(log: Log): Logger {
  const line = (message: unknown[]) =>
    message.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...message: unknown[]) =>
      log[level]({ from: 'bolt' }, withoutSecrets(line(message)));
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

/** @see https://docs.slack.dev/authentication/tokens */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[A-Za-z0-9-]+/g, '[token]')
    .replaceAll(/https:\/\/hooks\.slack\.com\/\S+/g, '[response url]');
}
