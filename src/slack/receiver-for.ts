import { type App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '@slack/logger';
import type { WebClientOptions } from '@slack/web-api';
import { keepConnected } from './keep-connected.ts';
import type { Connection, SlackAppOptions } from './options.ts';
import { requestTurns } from './request-turns.ts';

/** Of one request for the address of a socket, in ms. */
const TIMEOUT = 10_000;

/** A connection without requests is closed after this long, in ms: later than load balancers do it (60 s). */
const KEEP_ALIVE = 75_000;

/** How requests reach us, as Bolt takes it; `port`, in HTTP mode, is what is listened on once started. */
export function receiverFor(
  connection: Connection,
  logger: Logger,
  options: Pick<SlackAppOptions, 'slackApiUrl' | 'clock' | 'every' | 'log'> & {
    readonly fetch: NonNullable<WebClientOptions['fetch']>;
  },
): { readonly receiver: Receiver; readonly port: () => number | undefined } {
  const noPort = () => undefined;
  switch (connection.kind) {
    case 'receiver':
      return { receiver: connection.receiver, port: noPort };
    case 'http':
      return httpReceiver(connection, logger);
    case 'socket': {
      const receiver = new SocketModeReceiver({
        appToken: connection.appToken,
        logger,
        autoReconnectEnabled: false,
        // A dead connection is noticed in two seconds instead of five.
        clientPingTimeout: 2000,
        installerOptions: {
          clientOptions: {
            fetch: options.fetch,
            timeout: TIMEOUT,
            retryConfig: { retries: 0 },
            rejectRateLimitedCalls: true,
            ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
          },
        },
      });
      const { clock, every, log } = options;
      const { start, stop } = keepConnected({ client: receiver.client, clock, every, log });
      return { receiver: { init: (app) => receiver.init(app), start, stop }, port: noPort };
    }
  }
}

function httpReceiver(connection: Extract<Connection, { kind: 'http' }>, logger: Logger) {
  const { signingSecret, port, host = '0.0.0.0', routes = [] } = connection;
  const receiver = new HTTPReceiver({
    signingSecret,
    logger,
    customRoutes: routes.map((route) => ({ ...route })),
  });
  let server: import('node:http').Server | undefined;
  const turns = requestTurns();
  return {
    receiver: {
      init(app) {
        const front: Pick<App, 'processEvent'> = {
          async processEvent(event) {
            await turns.turn();
            return app.processEvent(event);
          },
        };
        // It calls nothing else of the app.
        receiver.init(front as unknown as App);
      },
      async start() {
        server = (await receiver.start({ port, host } as never)) as import('node:http').Server;
        // Closed earlier by us, a connection may go just when the next request is on its way, which is lost then.
        server.keepAliveTimeout = KEEP_ALIVE;
        server.on('connection', turns.connected);
      },
      stop() {
        // Connections close with the answers under way.
        if (server) server.keepAliveTimeout = 1;
        return receiver.stop();
      },
    } satisfies Receiver,
    port() {
      const address = server?.address();
      return address && typeof address === 'object' ? address.port : undefined;
    },
  };
}
