// Starts the SQLite thread from the TypeScript sources: natively where Node strips types, through tsx elsewhere.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import('./sqlite-worker.ts');
