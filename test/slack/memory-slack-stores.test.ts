import { memoryFeedback } from '../../src/slack/memory-feedback.ts';
import { memoryHandledEvents } from '../../src/slack/memory-handled-events.ts';
import { memoryQuestions } from '../../src/slack/memory-questions.ts';
import { memoryThreads } from '../../src/slack/memory-threads.ts';
import { slackStoresContract } from './slack-stores-contract.ts';

slackStoresContract('in memory', async () => ({
  handledEvents: memoryHandledEvents(),
  feedback: memoryFeedback(),
  threads: memoryThreads(),
  questions: memoryQuestions(),
}));
