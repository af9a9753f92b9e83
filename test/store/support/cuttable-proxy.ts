import { connect, createServer, type Socket } from 'node:net';

export interface CuttableProxy {
  readonly port: number;
  /** From now on nothing passes, in either direction, and nothing is closed: a pulled cable. */
  cut(): void;
  stop(): Promise<void>;
}

/** A proxy on loopback to a port on loopback. */
export function startCuttableProxy(target: number): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!isCut) to.write(data);
      });
      from.on('close', () => {
        if (!isCut) to.destroy();
      });
      from.on('error', () => undefined);
    }
  });
  return new Promise((started) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      started({
        port: typeof address === 'object' && address ? address.port : 0,
        cut() {
          isCut = true;
        },
        stop() {
          for (const socket of sockets) socket.destroy();
          return new Promise((stopped) => server.close(() => stopped()));
        },
      });
    });
  });
}
