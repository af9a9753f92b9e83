import type { IncomingMessage } from 'node:http';
import { ActError } from '../acts/acting.ts';

/** Far more than anyone types into the page. */
const MOST_BYTES = 200_000;

/** The body of a request. @throws ActError when it is too long or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: the connection is used again.
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  if (size > MOST_BYTES) throw new ActError(`More than ${MOST_BYTES} bytes were sent.`);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ActError('The request is no JSON.');
  }
}
