import type { WebClient } from '@slack/web-api';
import { alreadyPosted, answerMetadata } from './answered.ts';
import { asTyped } from './asking.ts';
import { leansOnPrevious } from './follow-up.ts';
import { plainWords } from './message-text.ts';
import { slipReply } from './mistyped.ts';
import { noteShown } from './note-shown.ts';
import { parseRequest } from './parse-request.ts';
import type { ShownSpan } from './ports.ts';
import { postThread } from './post-thread.ts';
import { reply } from './reply.ts';
import type { Services } from './services.ts';
import { helpView } from './views/help-view.ts';
import { lineView } from './views/line-view.ts';
import type { Message } from './views/message.ts';
import { NEWEST_SHOWN, sourcesView } from './views/sources-view.ts';

export interface HeardMessage {
  readonly eventId: string;
  /** Above 1: an earlier attempt may have answered. */
  readonly attempts: number;
  readonly team: string;
  readonly channel: string;
  readonly thread: string;
  /** Whether it was said in a thread, or starts one. */
  readonly inThread: boolean;
  readonly user: string;
  readonly text: string;
  readonly botUser: string | undefined;
}

/** Answers what a person said to us, in the thread. */
export async function answerMessage(
  services: Services,
  client: WebClient,
  heard: HeardMessage,
): Promise<void> {
  const { log, stores } = services;
  const { team, channel, thread, eventId } = heard;
  const mark = answerMetadata(eventId);
  if (heard.attempts > 1 && (await alreadyPosted(client, heard, mark, log))) return;
  // The status is a courtesy: an answer does not wait for it, nor fail with it.
  client.assistant.threads
    .setStatus({ channel_id: channel, thread_ts: thread, status: 'is searching the corpus…' })
    .catch((error) => log.debug({ error: String(error) }, 'no status could be set'));
  const key = { team, channel, thread };
  const asked = heard.inThread ? await stores.threads.get(key) : null;
  const said = await messagesFor(services, heard, asked?.question || undefined);
  await postThread(services, client, key, said.messages, mark);
  await noteShown(services, key, said.shown ?? []);
}

interface Said {
  readonly messages: readonly Message[];
  readonly shown?: readonly ShownSpan[];
}

async function messagesFor(
  services: Services,
  heard: HeardMessage,
  previous: string | undefined,
): Promise<Said> {
  const { stores, clock, command } = services;
  const { team, channel, thread, user } = heard;
  const desk = services.deskOf(team);
  const words = plainWords(heard.text, heard.botUser);
  const request = parseRequest(words, previous);
  switch (request.kind) {
    case 'help':
      await stores.threads.put({ team, channel, thread, question: previous ?? '', at: clock() });
      return only(helpView(command));
    case 'incomplete':
      return only(lineView(`That needs a few words more: ${request.usage}`));
    case 'sources':
      return only(
        sourcesView(await desk.sources(NEWEST_SHOWN), (await services.ingest?.feeds(team)) ?? []),
      );
    case 'asking': {
      const slip = await slipReply(words, { desk, command }, 'posted');
      if (slip) return { messages: slip };
      const { asking } = request;
      const { messages, outcome, leaned, shown } = await reply(asking, 'posted', desk);
      if (outcome === 'question-too-long') return { messages };
      const at = clock();
      const leaning = previous !== undefined && (leaned || leansOnPrevious(asking.question));
      const question = leaning ? previous : asking.question;
      await stores.threads.put({ team, channel, thread, question, at });
      if (asking.kind !== 'verify') {
        await stores.questions.add({ team, user, question: asTyped(asking), outcome, at });
      }
      return { messages, shown };
    }
    default:
      return only(
        lineView(`Here I answer questions. That one works as a command: ${command} ${words}`),
      );
  }
}

function only(message: Message): Said {
  return { messages: [message] };
}
