import { memoryRunLog } from '../../src/digest/memory-run-log.ts';
import { memoryShownExcerpts } from '../../src/digest/memory-shown-excerpts.ts';
import { memorySubscriptions } from '../../src/digest/memory-subscriptions.ts';
import { digestStoresContract } from './digest-stores-contract.ts';

digestStoresContract('in memory', async () => ({
  subscriptions: memorySubscriptions(),
  runLog: memoryRunLog(),
  shownExcerpts: memoryShownExcerpts(),
}));
