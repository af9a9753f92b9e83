import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export type BodyResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'bad-encoding'; readonly reason: string };

/** More layers than this are no honest server's. */
const MOST_LAYERS = 2;

/**
 * The decompressed bytes of a response body, at most `limit` of them: reading stops, and the
 * connection with it, as soon as there is one more, so a compressed bomb never unfolds.
 * @throws what the stream throws (a reset connection, an abort).
 */
export async function readBody(
  body: Readable,
  encoding: string,
  limit: number,
): Promise<BodyResult> {
  // A body that is ended early reports that as an error; by then nobody wants to know.
  body.on('error', () => {});
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  const decoders = layers.map(decoder).reverse();
  if (layers.length > MOST_LAYERS || decoders.some((stream) => stream === undefined)) {
    body.destroy();
    return { kind: 'bad-encoding', reason: `content encoding "${encoding.slice(0, 60)}"` };
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const output = pipeAll(body, decoders as Transform[]);
  try {
    for await (const chunk of output as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > limit) return { kind: 'too-large' };
      chunks.push(chunk);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR')) {
      return { kind: 'bad-encoding', reason: 'damaged compressed data' };
    }
    throw cause;
  } finally {
    output.destroy();
    body.destroy();
  }
  return { kind: 'bytes', bytes: Buffer.concat(chunks, length) };
}

function pipeAll(body: Readable, decoders: readonly Transform[]): Readable {
  if (decoders.length === 0) return body;
  const output = new PassThrough();
  pipeline([body, ...decoders, output], (error) => {
    if (error) output.destroy(error);
  });
  return output;
}

function decoder(layer: string): Transform | undefined {
  if (layer === 'gzip' || layer === 'x-gzip') return createGunzip();
  if (layer === 'deflate') return createInflate();
  if (layer === 'br') return createBrotliDecompress();
  return undefined;
}
