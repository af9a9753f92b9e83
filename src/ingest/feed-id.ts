import { createHash } from 'node:crypto';
import { addressKey } from './article-identity.ts';

/** The id that a feed is kept under: the same for addresses that differ only in what does not matter. */
export function feedId(address: string): string {
  return createHash('sha256').update(addressKey(address)).digest('hex').slice(0, 12);
}
