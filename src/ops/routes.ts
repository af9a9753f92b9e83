import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface OpsRoute {
  readonly path: string;
  readonly method: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * `/healthz`: the process lives (200). `/readyz`: 200, or 503 with the reasons as JSON. `/metrics`:
 * Prometheus.
 */
export function opsRoutes(health: Health, metrics: Metrics): readonly OpsRoute[] {
  const json = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  return [
    {
      path: '/healthz',
      method: 'GET',
      handler: (_, response) => json(response, 200, { ok: true }),
    },
    {
      path: '/readyz',
      method: 'GET',
      handler(_, response) {
        const report = health.report();
        json(response, report.ready ? 200 : 503, report);
      },
    },
    {
      path: '/metrics',
      method: 'GET',
      handler(_, response) {
        metrics.page().then(
          ({ contentType, body }) => {
            response.writeHead(200, { 'content-type': contentType });
            response.end(body);
          },
          () => json(response, 500, { problem: 'the metrics could not be read' }),
        );
      },
    },
  ];
}
