import type { HandledEvents, PendingEvent } from './ports.ts';

interface Row {
  payload: string;
  done: boolean;
  attempts: number;
  leaseUntil: number;
  readonly receivedAt: number;
}

/** Handled events of one process: nothing survives it. */
export function memoryHandledEvents(): HandledEvents {
  const rows = new Map<string, Row>();
  return {
    async claim(eventId, payload, lease) {
      if (rows.has(eventId)) return 'duplicate';
      rows.set(eventId, {
        payload,
        done: false,
        attempts: 1,
        leaseUntil: lease.until,
        receivedAt: lease.now,
      });
      return 'first';
    },
    async done(eventId) {
      const row = rows.get(eventId);
      if (row) Object.assign(row, { done: true, payload: '' });
    },
    async pending(lease, limit) {
      const open = [...rows].filter(
        ([, row]) => !row.done && row.payload !== '' && row.leaseUntil <= lease.now,
      );
      open.sort(([, a], [, b]) => a.attempts - b.attempts || a.receivedAt - b.receivedAt);
      return open.slice(0, limit).map(([eventId, row]): PendingEvent => {
        row.attempts += 1;
        row.leaseUntil = lease.until;
        const { payload, attempts, receivedAt } = row;
        return { eventId, payload, attempts, receivedAt };
      });
    },
    async release(eventId, notBefore) {
      const row = rows.get(eventId);
      if (row && !row.done) Object.assign(row, { attempts: 1, leaseUntil: notBefore });
    },
    async extend(eventIds, until) {
      for (const eventId of eventIds) {
        const row = rows.get(eventId);
        if (row && !row.done) row.leaseUntil = until;
      }
    },
  };
}
