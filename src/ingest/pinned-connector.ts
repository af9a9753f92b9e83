import { isIP } from 'node:net';
import type { buildConnector } from 'undici';
import type { AddressVerdict } from './public-address.ts';

export interface PinnedConnectorDeps {
  /** All addresses of a host name. Never called for an address literal. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  /** Asked for every address that a connection could be made to. */
  readonly allow: (address: string) => AddressVerdict;
  /** Opens a socket to the address it is given; the only thing here that connects. */
  readonly connect: buildConnector.connector;
}

/** An address that may not be connected to; `message` says why. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
}

/**
 * A connector that resolves once, checks every address found and connects to the checked address
 * itself, so that a second look-up cannot give another one (DNS rebinding). One refused address
 * refuses the host. TLS still proves the host's name.
 */
export function pinnedConnector(deps: PinnedConnectorDeps): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    checkedAddresses(host, deps).then(
      (addresses) => connectFirst(addresses, isIP(host) === 0 ? host : '', options, deps, callback),
      (error: unknown) => callback(error as Error, null),
    );
  };
}

async function checkedAddresses(
  host: string,
  deps: PinnedConnectorDeps,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await deps.resolve(host) : [host];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  for (const address of addresses) {
    const verdict = deps.allow(address);
    if (verdict.kind === 'refused') throw new RefusedAddressError(verdict.reason);
  }
  return addresses;
}

/** Tries the addresses in order; each attempt has the connector's own time-out. */
function connectFirst(
  addresses: readonly string[],
  servername: string,
  options: buildConnector.Options,
  deps: PinnedConnectorDeps,
  callback: buildConnector.Callback,
): void {
  const [address, ...rest] = addresses;
  if (address === undefined) return;
  const pinned = { ...options, hostname: address, ...(servername === '' ? {} : { servername }) };
  deps.connect(pinned, (...result) => {
    if (result[0] !== null && rest.length > 0) {
      connectFirst(rest, servername, options, deps, callback);
    } else callback(...result);
  });
}
