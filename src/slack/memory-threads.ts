import type { AskedThread, ThreadKey, Threads } from './ports.ts';

/** Threads that the bot was asked in, for one process. */
export function memoryThreads(): Threads {
  const threads = new Map<string, AskedThread>();
  const id = (key: ThreadKey) => `${key.team}/${key.channel}/${key.thread}`;
  return {
    async get(key) {
      return threads.get(id(key)) ?? null;
    },
    async put(thread) {
      threads.set(id(thread), thread);
    },
  };
}
