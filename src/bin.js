#!/usr/bin/env node
// Runs the TypeScript sources as they are: natively where Node strips types, through tsx elsewhere.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { run } = await import('./cli.ts');
await run();
