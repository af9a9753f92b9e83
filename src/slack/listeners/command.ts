import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { asTyped } from '../asking.ts';
import { addLinks, type Commanding, digestCommand, feedbackCommand } from '../commands.ts';
import { plainWords } from '../message-text.ts';
import { slipReply } from '../mistyped.ts';
import { parseRequest, type Request } from '../parse-request.ts';
import { privately } from '../privately.ts';
import { removeSources } from '../removing.ts';
import { reply } from '../reply.ts';
import type { Services } from '../services.ts';
import { helpView } from '../views/help-view.ts';
import { lineView } from '../views/line-view.ts';
import type { Message } from '../views/message.ts';
import { NEWEST_SHOWN, sourcesView } from '../views/sources-view.ts';
import { workspaceOf } from '../workspace-of.ts';

/** The slash command: acked at once, answered through its response URL, seen by the asker only. */
export function onCommand(services: Services) {
  return async (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const { ack, command, client, context } = args;
    await ack();
    const team = workspaceOf(context);
    const { user_id: user, channel_id: channel, trigger_id: triggerId } = command;
    const words = plainWords(command.text ?? '');
    const by = { team, user, channel, triggerId };
    const messages = await answerCommand(services, client, by, words);
    if (messages.length === 0) return;
    const person = { user, team, channel, responseUrl: command.response_url };
    await privately(services, client, person, messages);
  };
}

async function answerCommand(
  services: Services,
  client: WebClient,
  by: Commanding,
  words: string,
): Promise<readonly Message[]> {
  const { command } = services;
  const request: Request = parseRequest(words);
  switch (request.kind) {
    case 'help':
      return [helpView(command)];
    case 'incomplete':
      return [lineView(`That needs a few words more: ${command} ${request.usage}`)];
    case 'sources':
      return [
        sourcesView(
          await services.deskOf(by.team).sources(NEWEST_SHOWN),
          (await services.ingest?.feeds(by.team)) ?? [],
        ),
      ];
    case 'digest':
      return digestCommand(services, client, by, request.action);
    case 'add':
      return addLinks(services, client, by, request.urls, request.topics);
    case 'remove':
      return removeSources(services, client, by, request.names);
    case 'feedback':
      return feedbackCommand(services, client, by, request.as);
    case 'asking':
      return answerAsking(services, by, words, request);
  }
}

async function answerAsking(
  services: Services,
  by: Commanding,
  words: string,
  { asking }: Extract<Request, { kind: 'asking' }>,
): Promise<readonly Message[]> {
  const { stores, clock, log, logQuestions, command } = services;
  const desk = services.deskOf(by.team);
  if (logQuestions) log.debug({ question: asking.question, kind: asking.kind }, 'asked');
  const slip = await slipReply(words, { desk, command }, 'private');
  if (slip) return slip;
  const { messages, outcome } = await reply(asking, 'private', desk);
  if (outcome !== 'question-too-long' && asking.kind !== 'verify') {
    const { team, user } = by;
    await stores.questions.add({ team, user, question: asTyped(asking), outcome, at: clock() });
  }
  return messages;
}
