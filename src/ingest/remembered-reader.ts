import { createHash } from 'node:crypto';
import type { DocumentRequest, DocumentResult } from './read-document.ts';

export interface RememberedReader {
  /** As the reader underneath; the same bytes under the same name are read once. */
  read(request: DocumentRequest): Promise<DocumentResult>;
  /** Begins a new round: what the last one did not ask for is forgotten. */
  nextRound(): void;
}

/** A reader for folders that are read again and again: a PDF that did not change takes no time. */
export function rememberedReader(
  read: (request: DocumentRequest) => Promise<DocumentResult>,
): RememberedReader {
  let before = new Map<string, Promise<DocumentResult>>();
  let current = new Map<string, Promise<DocumentResult>>();
  return {
    read(request) {
      const hash = createHash('sha256').update(request.bytes).digest('hex');
      const key = `${hash} ${request.name ?? ''}`;
      const result = current.get(key) ?? before.get(key) ?? read(request);
      current.set(key, result);
      return result;
    },
    nextRound() {
      before = current;
      current = new Map();
    },
  };
}
