import pino, { type DestinationStream, type Logger } from 'pino';

export interface LoggerOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** @default standard output */
  readonly destination?: DestinationStream;
  /** Values that must never be written, such as tokens and the database's password. */
  readonly secrets?: readonly string[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Fields that hold what people wrote or what opens doors, at the first two levels of a log object. */
const PRIVATE = [
  'question',
  'text',
  'quote',
  'payload',
  'body',
  'blocks',
  'token',
  'secret',
  'password',
  'authorization',
  'cookie',
  'headers',
  'response_url',
  'trigger_id',
];

/** Slack tokens, response URLs, and passwords inside addresses, wherever they stand. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z](?:\.[a-z]+)?-[\w.-]+/gi, '[token]'],
  [/\bxapp-[\w-]+/gi, '[token]'],
  [/https:\/\/hooks\.slack\.com\/[^\s"\\]+/g, '[response url]'],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s"\\/@]+@/gi, '$1[credentials]@'],
  [/("?\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/g, '$1[token]'],
];

/**
 * JSON lines for people and machines. Two nets, because one has holes: private fields are cut out by
 * name, and every finished line is searched for secrets by their form and by their value. Questions
 * appear in no field but `question`, which is written at `debug` and `trace` only.
 */
export function createLogger(options: LoggerOptions): Logger {
  const mayHoldQuestions = options.level === 'debug' || options.level === 'trace';
  const fields = mayHoldQuestions ? PRIVATE.filter((name) => name !== 'question') : PRIVATE;
  const values = (options.secrets ?? []).filter((value) => value.length >= 6);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date(options.clock()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
      redact: {
        paths: [...fields, ...fields.map((name) => `*.${name}`)],
        censor: '[private]',
      },
      hooks: {
        streamWrite(line) {
          let clean = line;
          for (const [form, instead] of SECRETS) clean = clean.replace(form, instead);
          for (const value of values) clean = clean.replaceAll(value, '[secret]');
          return clean;
        },
      },
    },
    options.destination ?? pino.destination({ sync: true }),
  );
}
