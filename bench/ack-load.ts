/** The process of bench/ack.ts that plays Slack: signed slash commands, so many in flight. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

export interface AckLoad {
  readonly port: number;
  readonly signingSecret: string;
  readonly topics: readonly string[];
  /** Where answers are sent to. */
  readonly responses: string;
  readonly count: number;
  readonly inFlight: number;
}

const [order] = (await once(process, 'message')) as [AckLoad];
const { port, signingSecret, topics, responses, count, inFlight } = order;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });

function send(index: number): Promise<number> {
  const body = new URLSearchParams({
    command: '/afghan-brief',
    text: topics[index % topics.length] ?? 'ttp',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: `trigger-${count}-${index}`,
    response_url: `${responses}/${index}`,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
      },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`acked with ${response.statusCode}`));
        response.resume();
        response.on('end', () => resolve(performance.now() - started));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const waits: number[] = [];
let sent = 0;
await Promise.all(
  Array.from({ length: inFlight }, async () => {
    while (sent < count) {
      sent += 1;
      waits.push(await send(sent));
    }
  }),
);
agent.destroy();
process.send?.(waits, () => process.exit(0));
