import type { WebClient } from '@slack/web-api';
import { alreadyPosted } from './answered.ts';
import { CLOSED } from './closed-channel.ts';
import type { Deliver, PostMetadata } from './deliver.ts';
import { describeFailure } from './failure.ts';
import type { Log } from './log.ts';
import type { ChangeNotice } from './ports.ts';
import { threadOf } from './thread-place.ts';
import { changeNoticeView } from './views/change-notice-view.ts';

export interface NotifyOptions {
  readonly deliver: Deliver;
  readonly clientFor: (team: string) => Promise<WebClient>;
  readonly log: Log;
}

/** The thread is gone, or closed to us: no later attempt would do better. */
const NEVER = new Set([
  ...CLOSED,
  'cannot_reply_to_message',
  'message_not_found',
  'restricted_action_thread_locked',
  'thread_not_found',
]);

/**
 * Posts change notices into the threads that were shown the words, each once: one that an earlier attempt
 * left behind is found by its mark. Resolves when a notice is posted or can never be; rejects when another
 * attempt may succeed.
 */
export function createNotify({ deliver, clientFor, log }: NotifyOptions) {
  return async (notice: ChangeNotice): Promise<void> => {
    const where = threadOf(notice.place);
    if (where === null) {
      log.error({ place: notice.place }, 'a change notice has no thread to go to');
      return;
    }
    const mark: PostMetadata = {
      event_type: 'afghan_brief_change',
      event_payload: { notice: notice.key },
    };
    try {
      const client = await clientFor(where.team);
      if (await alreadyPosted(client, where, mark, log)) return;
      await deliver.post(client, where, [changeNoticeView(notice)], mark);
    } catch (error) {
      const failure = describeFailure(error);
      if (failure.kind !== 'refused' || !NEVER.has(failure.code)) throw error;
      log.warn(
        { code: failure.code, article: notice.article.id },
        'a thread is closed to us: it is not told that its words changed',
      );
    }
  };
}
