import type { AuditEntry, AuditLog } from './ports.ts';

export interface MemoryAudit extends AuditLog {
  record(entry: AuditEntry): void;
}

/** An audit log that ends with the process. */
export function memoryAudit(): MemoryAudit {
  const entries: AuditEntry[] = [];
  return {
    record(entry) {
      entries.push(entry);
    },
    async list({ limit, target }) {
      return entries
        .filter((entry) => target === undefined || entry.target === target)
        .reverse()
        .slice(0, limit);
    },
  };
}
