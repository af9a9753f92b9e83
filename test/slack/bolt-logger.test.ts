import { describe, expect, it } from 'vitest';
import { boltLogger, withoutSecrets } from '../../src/slack/bolt-logger.ts';
import { recentIds } from '../../src/slack/recent-ids.ts';

describe("Bolt's own log lines", () => {
  it('lose their debug level, which holds what people wrote, and their tokens', () => {
    const lines: string[] = [];
    const keep = (level: string) => (_: object, message: string) =>
      void lines.push(`${level} ${message}`);
    const logger = boltLogger({
      debug: keep('debug'),
      info: keep('info'),
      warn: keep('warn'),
      error: keep('error'),
    });
    logger.debug('payload', { text: 'a private question' });
    logger.warn('bad token xoxb-1-2-abc', new Error('for xapp-1-A1-2-def'));
    expect(lines).toEqual(['warn bad token [token] for [token]']);
    expect(logger.getLevel()).not.toBe('debug');
  });

  it.each([
    ['xoxb-123-abc', '[token]'],
    ['xoxe.xoxb-1-abc', '[token]'],
    ['Bearer xoxp-1-2-3.', 'Bearer [token].'],
    ['at https://hooks.slack.com/commands/T1/2/abc failed', 'at [response url] failed'],
    ['nothing secret', 'nothing secret'],
  ])('"%s"', (line, clean) => {
    expect(withoutSecrets(line)).toBe(clean);
  });
});

describe('recent ids', () => {
  it('are known until enough others came', () => {
    const ids = recentIds(2);
    expect([
      ids.isFirst('a'),
      ids.isFirst('a'),
      ids.isFirst('b'),
      ids.isFirst('c'),
      ids.isFirst('c'),
      ids.isFirst('a'),
    ]).toEqual([true, false, true, true, false, true]);
  });
});
