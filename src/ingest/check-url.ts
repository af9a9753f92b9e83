export type CheckedUrl =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The address as a URL that may be fetched: http or https, a host, no user name or password, one of
 * the ports. The URL parser also turns every notation of an IPv4 literal (decimal, hex, octal) into
 * the dotted one. Its fragment is taken off.
 * @param ports Ports allowed. @default [80, 443]
 */
export function checkUrl(text: string, ports: readonly number[] = [80, 443]): CheckedUrl {
  const refused = (reason: string): CheckedUrl => ({ kind: 'refused', reason });
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return refused('this is not a web address; write it as https://host/path');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refused(`only http and https addresses are fetched, not ${url.protocol.slice(0, -1)}`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused('addresses with a user name or password are not fetched; take it out');
  }
  if (url.hostname === '') return refused('the address names no host');
  const port = portOf(url);
  if (!ports.includes(port)) {
    return refused(`port ${port} is not fetched (allowed: ${ports.join(', ')})`);
  }
  url.hash = '';
  return { kind: 'url', url };
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
