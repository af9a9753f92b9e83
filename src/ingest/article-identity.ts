import { createHash } from 'node:crypto';

/** Query parameters that say where a reader came from, never what the page is. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src|ref_url|cmpid|cmp|ocid|smid|smtyp|sh|share|at_medium|at_campaign|at_.*|ns_.*|xtor|_ga|yclid|spm|guccounter|source|src|feature|partner)$/i;

/**
 * One key for all addresses of one page: without scheme, `www.`, default port, fragment, tracking
 * parameters and closing slash; parameters sorted.
 */
export function addressKey(address: string): string {
  const url = new URL(address);
  const host = url.hostname.replace(/^(?:www|m|mobile|amp)\./, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:amp|index\.(?:html?|php))$/i, '');
  const parameters = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  return `${host}${port}${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/** Hash of the words of a text: equal whatever the white space between them. */
export function bodyHash(body: string): string {
  const words = body.normalize('NFC').replace(/\s+/g, ' ').trim();
  return `sha256:${createHash('sha256').update(words).digest('hex')}`;
}

/** A readable id of a page, the same at each fetch: host, last part of the path, short hash of the address. */
export function pageId(address: string): string {
  const key = addressKey(address);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  const url = new URL(address);
  const host = url.hostname.replace(/^www\./, '');
  const last =
    url.pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return [host, slug(last.replace(/\.[a-z]{2,5}$/i, '')), hash]
    .filter((part) => part !== '')
    .join('-');
}

/** A readable id of a file that states none: its name and a short hash of its words. */
export function fileId(name: string, body: string): string {
  const stem = slug(name.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,8}$/i, '')) || 'file';
  return `${stem}-${bodyHash(body).slice(7, 15)}`;
}

function slug(text: string): string {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // kept as it is
  }
  return decoded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
}
