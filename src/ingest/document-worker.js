// Reads documents away from the main thread: a hostile one can only stop this worker.
import { parentPort } from 'node:worker_threads';

if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { readDocument } = await import('./read-document.ts');
parentPort.on('message', async ({ id, request }) => {
  parentPort.postMessage({ id, result: await readDocument(request) });
});
