import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpsRoute } from './routes.ts';

export interface OpsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The operations' routes on a server of their own, for Socket Mode, where Bolt serves nothing.
 * @param port 0: any free one.
 */
export function startOpsServer(
  routes: readonly OpsRoute[],
  port: number,
  host = '0.0.0.0',
): Promise<OpsServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const route = routes.find((one) => one.path === path && one.method === request.method);
    if (route) return route.handler(request, response);
    response.writeHead(404).end();
  });
  return new Promise((started, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      started({
        port: (server.address() as AddressInfo).port,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}
