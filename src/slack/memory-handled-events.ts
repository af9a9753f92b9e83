import type { HandledEvents, PendingEvent } from './ports.ts';

interface Row {
  payload: string;
  done: boolean;
  attempts: number;
  leaseUntil: number;
}

/** Handled events of one process: nothing survives it. */
export function memoryHandledEvents(): HandledEvents {
  const rows = new Map<string, Row>();
  return {
    async claim(eventId, payload, lease) {
      if (rows.has(eventId)) return 'duplicate';
      rows.set(eventId, { payload, done: false, attempts: 1, leaseUntil: lease.until });
      return 'first';
    },
    async done(eventId) {
      const row = rows.get(eventId);
      if (row) Object.assign(row, { done: true, payload: '' });
    },
    async pending(lease) {
      const taken: PendingEvent[] = [];
      for (const [eventId, row] of rows) {
        if (row.done || row.payload === '' || row.leaseUntil > lease.now) continue;
        row.attempts += 1;
        row.leaseUntil = lease.until;
        taken.push({ eventId, payload: row.payload, attempts: row.attempts });
      }
      return taken;
    },
  };
}
