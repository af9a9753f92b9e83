import ipaddr from 'ipaddr.js';

export type AddressVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Public by range, yet a cloud's own host services (instance metadata, DNS, health). */
const CLOUD_SERVICES = new Set(['168.63.129.16']);
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const DOCUMENTATION_IPV6 = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether an address is one of the public internet, in whatever notation it is written. IPv6 forms
 * that carry an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) are refused
 * as a kind: a relay on the way could turn them into a private one.
 * Ranges: IANA special-purpose registries (RFC 6890), as ipaddr.js names them.
 */
export function publicAddress(address: string): AddressVerdict {
  if (address.includes('%')) return refused(address, 'names a network interface');
  if (!ipaddr.isValid(address)) return refused(address, 'is not an IP address');
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range !== 'unicast') return refused(address, `is not public (${words(range)})`);
  if (CLOUD_SERVICES.has(parsed.toString())) return refused(address, 'is a cloud host service');
  if (parsed instanceof ipaddr.IPv6) {
    if (!parsed.match(GLOBAL_IPV6) || parsed.match(DOCUMENTATION_IPV6)) {
      return refused(address, 'is not public (reserved)');
    }
    const [, , , , fifth = 0, sixth] = parsed.parts;
    if ((fifth & ~0x0200) === 0 && sixth === 0x5efe) {
      return refused(address, 'is not public (ISATAP)');
    }
  }
  return { kind: 'allowed' };
}

function refused(address: string, why: string): AddressVerdict {
  return { kind: 'refused', reason: `${address} ${why}` };
}

function words(range: string): string {
  return range.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
