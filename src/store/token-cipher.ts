import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface TokenKey {
  /** Stored beside what it encrypted, so that a rotated key is still found. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** AES-256-GCM; `sealed` is the ciphertext with its 16-byte tag, base64 as `nonce` is. */
export interface SealedText {
  readonly keyId: string;
  readonly nonce: string;
  readonly sealed: string;
}

export interface TokenCipher {
  /** Id of the key that new text is sealed with. */
  readonly currentKeyId: string;
  /** @param context What the text belongs to; opening it for anything else fails. */
  seal(text: string, context: string): SealedText;
  /** @throws when the key is not configured, or text or context were changed. */
  open(sealed: SealedText, context: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keys as configured: `id:base64,id:base64`, the first one is used for new text. To rotate, put the
 * new key in front and restart, which seals everything anew, then drop the old key.
 * @throws naming the key that is wrong, never its secret.
 */
export function parseTokenKeys(configured: string): readonly TokenKey[] {
  const keys = configured.split(',').map((part, index) => {
    const [id, secret, ...rest] = part.trim().split(':');
    // A key that stands where the id should is never repeated in a message.
    if (!id || !/^[\w.-]{1,20}$/.test(id) || !secret || rest.length > 0) {
      throw new Error(
        `token key ${index + 1} is not of the form "id:base64" (an id has 20 letters and digits at most)`,
      );
    }
    const bytes = Buffer.from(secret, 'base64');
    if (bytes.length !== 32) {
      throw new Error(
        `token key "${id}" has ${bytes.length} bytes, 32 are needed: make one with "openssl rand -base64 32"`,
      );
    }
    return { id, secret: bytes };
  });
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size < keys.length) throw new Error('two token keys have the same id');
  return keys;
}

/** @param random Gives that many random bytes. */
export function createTokenCipher(
  keys: readonly TokenKey[],
  random: (bytes: number) => Buffer = randomBytes,
): TokenCipher {
  const current = keys[0];
  if (current === undefined) throw new Error('at least one token key is needed');
  return {
    currentKeyId: current.id,
    seal(text, context) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.secret, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return {
        keyId: current.id,
        nonce: nonce.toString('base64'),
        sealed: sealed.toString('base64'),
      };
    },
    open({ keyId, nonce, sealed }, context) {
      const key = keys.find((one) => one.id === keyId);
      if (key === undefined) throw new Error(`token key "${keyId}" is not configured`);
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key.secret, Buffer.from(nonce, 'base64'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (cause) {
        throw new Error(`what was sealed with token key "${keyId}" for ${context} does not open`, {
          cause,
        });
      }
    },
  };
}
