import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not for us, or null. The Host header keeps out pages whose name was made to resolve to
 * this computer (DNS rebinding), the Origin header keeps out forms and scripts of other pages.
 */
export function refusal(request: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? '')) return 'This address is not served here.';
  if (request.method !== 'POST') return null;
  const origin = request.headers.origin;
  if (!hosts.some((host) => origin === `http://${host}`)) {
    return 'Only the preview’s own page may do this.';
  }
  // Forms of other pages cannot send JSON without asking first.
  return request.headers['content-type'] === 'application/json' ? null : 'Send JSON.';
}

/** Nothing from elsewhere, no scripts or styles inside the page. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
