import type { WebClient } from '@slack/web-api';
import { alreadyPosted, answerMetadata } from './answered.ts';
import { NO_INGEST } from './commands.ts';
import type { SharedFile } from './download-file.ts';
import { may, notAllowed } from './may.ts';
import type { IngestResult } from './ports.ts';
import type { Services } from './services.ts';
import { ingestView } from './views/add-links-modal.ts';
import { lineView } from './views/line-view.ts';
import type { Message } from './views/message.ts';

export interface SharedFiles {
  readonly eventId: string;
  /** Above 1: an earlier attempt may have answered. */
  readonly attempts: number;
  readonly team: string;
  readonly channel: string;
  readonly thread: string;
  readonly user: string;
  readonly files: readonly SharedFile[];
  /** Whether words came with the files. */
  readonly words: boolean;
  readonly botToken: string;
}

/** As many as Slack takes with one message. */
const MOST_FILES = 10;
const WORDS_ALONE =
  'The words that came with it were not read as a question. To ask, send them on their own.';

/** Adds the files that a person shared with us, and says in the thread what became of each. */
export async function addFiles(
  services: Services,
  client: WebClient,
  shared: SharedFiles,
): Promise<void> {
  const { deliver, log } = services;
  const { channel, thread } = shared;
  const mark = answerMetadata(shared.eventId);
  if (shared.attempts > 1 && (await alreadyPosted(client, shared, mark, log))) return;
  client.assistant.threads
    .setStatus({ channel_id: channel, thread_ts: thread, status: 'is reading what you shared…' })
    .catch((error) => log.debug({ error: String(error) }, 'no status could be set'));
  const outcome = await messageFor(services, client, shared);
  const messages = shared.words ? [outcome, lineView(WORDS_ALONE)] : [outcome];
  await deliver.post(client, { channel, thread }, messages, mark);
}

async function messageFor(
  services: Services,
  client: WebClient,
  { team, user, files, botToken }: SharedFiles,
): Promise<Message> {
  const { ingest, policyOf, download, log } = services;
  if (!ingest) return lineView(NO_INGEST);
  const { sources } = policyOf(team);
  if (!(await may(sources, { team, user }, client))) {
    return lineView(notAllowed('add files to the corpus', sources));
  }
  const results: IngestResult[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const name = file.name || 'a file without a name';
    const read = await download(file, botToken);
    if (read.kind === 'failed') {
      log.warn({ reason: read.reason }, 'a shared file could not be read');
      results.push({ kind: 'refused', url: name, reason: read.reason });
      continue;
    }
    const { mimetype } = file;
    results.push(...(await ingest.addFile(name, read.bytes, mimetype, { team, user })));
  }
  const more = files.length - MOST_FILES;
  if (more > 0) {
    const reason = `At most ${MOST_FILES} can be added at once. Share them again.`;
    results.push({ kind: 'refused', url: `${more} more`, reason });
  }
  return ingestView(results);
}
