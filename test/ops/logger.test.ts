import { expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from '../../src/ops/logger.ts';

function logged(
  level: LoggerOptions['level'],
  write: (log: ReturnType<typeof createLogger>) => void,
) {
  let output = '';
  const log = createLogger({
    level,
    destination: {
      write(line) {
        output += line;
      },
    },
    secrets: ['signing-secret-of-16', 'key+of/base64=='],
    clock: () => 0,
  });
  write(log);
  return output;
}

const QUESTION = 'who is behind the attack on the Abbey Gate';
const SECRETS = [
  'xoxb-1234567890-abcdefGHIJ',
  'xoxp-1-2-3-secret',
  'xoxe.xoxb-1-rotating',
  'xapp-1-A0-1-abcdef',
  'signing-secret-of-16',
  'key+of/base64==',
  'https://hooks.slack.com/commands/T1/2/secretpart',
  'postgres://user:hunter2@db.example.org:5432/afghan',
];

test.each(SECRETS)('%s appears nowhere', (secret) => {
  const output = logged('trace', (log) => {
    log.info(`message with ${secret} inside`);
    log.info({ token: secret, nested: { authorization: secret, deeper: { text: secret } } }, 'x');
    log.error({ error: new Error(`failed with ${secret}`) }, 'failed');
    log.error(new Error(`failed with ${secret}`));
    log.warn({ list: [secret, { a: { b: { c: secret } } }], [secret]: 1 }, secret);
    log.child({ connection: secret }).debug('%s and %j', secret, { secret });
  });
  expect(output.split('\n').filter(Boolean)).toHaveLength(6);
  const hidden = secret.replace('postgres://', '').replace('@db.example.org:5432/afghan', '');
  expect(output).not.toContain(hidden);
  expect(output).toContain('"level":"info"');
});

test.each(['question', 'text', 'quote', 'body', 'payload'])(
  'what people write as "%s" is not written at info',
  (field) => {
    const output = logged('info', (log) => {
      log.info({ [field]: QUESTION }, 'answered');
      log.info({ request: { [field]: QUESTION } }, 'answered');
      log.debug({ [field]: QUESTION }, 'not written at all');
    });
    expect(output).not.toContain('Abbey');
    expect(output.match(/answered/g)).toHaveLength(2);
  },
);

test('a question is written where the level asks for it', () => {
  const output = logged('debug', (log) => log.debug({ question: QUESTION }, 'answered'));
  expect(output).toContain(QUESTION);
});

test('one JSON object a line, with time, level and message', () => {
  const output = logged('info', (log) => log.info({ team: 'T1' }, 'ready'));
  expect(JSON.parse(output)).toEqual({
    level: 'info',
    time: '1970-01-01T00:00:00.000Z',
    team: 'T1',
    msg: 'ready',
  });
});
