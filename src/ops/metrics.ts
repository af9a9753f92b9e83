import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. Labels come from fixed lists: never a question, a team or a channel. */
export interface Metrics {
  question(outcome: 'found' | 'not-covered' | 'failed', seconds: number): void;
  digestRun(result: 'posted' | 'quiet' | 'given-up'): void;
  feedPoll(result: 'ok' | 'failed'): void;
  slackCall(method: string, result: 'ok' | 'rate-limited' | 'failed'): void;
  /** The whole page, in Prometheus' text format. */
  page(): Promise<{ readonly contentType: string; readonly body: string }>;
}

export interface MetricsOptions {
  readonly isReady: () => boolean;
  readonly isLeader: () => boolean;
  /** Passages in the index. */
  readonly passages: () => number;
  /** Also CPU, memory and event loop of the process. @default true */
  readonly process?: boolean;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process !== false) collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('afghan_brief_ready', '1 when /readyz says so', () => Number(options.isReady()));
  gauge('afghan_brief_leader', '1 on the replica that runs feeds and digests', () =>
    Number(options.isLeader()),
  );
  gauge('afghan_brief_passages', 'Passages in the index', options.passages);
  const questions = new Counter({
    name: 'afghan_brief_questions_total',
    help: 'Questions by outcome: found, not-covered, failed',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'afghan_brief_answer_seconds',
    help: 'Time to make an answer, without Slack',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const digests = new Counter({
    name: 'afghan_brief_digest_runs_total',
    help: 'Digest runs that ended, by result: posted, quiet, given-up',
    labelNames: ['result'],
    registers,
  });
  const polls = new Counter({
    name: 'afghan_brief_feed_polls_total',
    help: 'Polls of feeds by result: ok, failed',
    labelNames: ['result'],
    registers,
  });
  const calls = new Counter({
    name: 'afghan_brief_slack_calls_total',
    help: 'Calls of the Web API by method and result: ok, rate-limited, failed',
    labelNames: ['method', 'result'],
    registers,
  });
  return {
    question(outcome, took) {
      questions.inc({ outcome });
      if (outcome !== 'failed') seconds.observe(took);
    },
    digestRun: (result) => digests.inc({ result }),
    feedPoll: (result) => polls.inc({ result }),
    slackCall: (method, result) => calls.inc({ method, result }),
    page: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
