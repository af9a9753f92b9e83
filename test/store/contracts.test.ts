import { createFeedback } from '../../src/store/feedback.ts';
import { createHandledEvents } from '../../src/store/handled-events.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { createRunLog } from '../../src/store/run-log.ts';
import { createShownExcerpts } from '../../src/store/shown-excerpts.ts';
import { createSubscriptions } from '../../src/store/subscriptions.ts';
import { createThreads } from '../../src/store/threads.ts';
import { digestStoresContract } from '../digest/digest-stores-contract.ts';
import { ingestStoresContract } from '../ingest/ingest-stores-contract.ts';
import { slackStoresContract } from '../slack/slack-stores-contract.ts';
import { describeEngines } from './support/engines.ts';

describeEngines('the store keeps to the contracts', (under) => {
  digestStoresContract(under.engine, async () => {
    const store = await under.emptyStore();
    return {
      subscriptions: createSubscriptions(store),
      runLog: createRunLog(store),
      shownExcerpts: createShownExcerpts(store),
    };
  });

  slackStoresContract(under.engine, async () => {
    const store = await under.emptyStore();
    return {
      handledEvents: createHandledEvents(store),
      feedback: createFeedback(store),
      threads: createThreads(store),
      questions: createQuestions(store),
    };
  });

  ingestStoresContract(under.engine, async () =>
    createIngestStores(await under.emptyStore(), 'T1'),
  );
});
