/** The process of bench/ack.ts that plays Slack: signed slash commands, so many in flight, and takes the answers. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AckLoad {
  readonly port: number;
  readonly signingSecret: string;
  readonly topics: readonly string[];
  readonly count: number;
  readonly inFlight: number;
}

/** What came of one load: milliseconds from when a request could leave to its ack, and until the last answer was there. */
export interface AckWaits {
  readonly waits: readonly number[];
  readonly answers: number;
  readonly took: number;
}

let answers = 0;
let answered = (): void => undefined;
const slack = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on('end', () => {
    if (incoming.url?.startsWith('/respond')) answers += 1;
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end('{"ok":true,"user_id":"UBOT","bot_id":"BBOT"}');
    answered();
  });
});
slack.listen(0, '127.0.0.1');
await once(slack, 'listening');
const base = `http://127.0.0.1:${(slack.address() as AddressInfo).port}`;
process.on('message', (order) => void load(order as AckLoad));
process.send?.(base);
let loads = 0;

async function load({ port, signingSecret, topics, count, inFlight }: AckLoad): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  loads += 1;
  const send = (index: number): Promise<number> => {
    const body = new URLSearchParams({
      command: '/afghan-brief',
      text: topics[index % topics.length] ?? 'ttp',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
      trigger_id: `trigger-${loads}-${index}`,
      response_url: `${base}/respond/${index}`,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', signingSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    let started = 0;
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
      // The clock starts when the request can leave: what this process takes to make the others is not the bot's.
      outgoing.on('socket', (socket) => {
        const leaves = (): void => {
          started = performance.now();
        };
        if (socket.connecting) socket.once('connect', leaves);
        else leaves();
      });
      outgoing.end(body);
    });
  };
  answers = 0;
  const began = performance.now();
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
  await new Promise<void>((all) => {
    answered = () => answers >= count && all();
    answered();
  });
  agent.destroy();
  process.send?.({ waits, answers, took: performance.now() - began } satisfies AckWaits);
}
