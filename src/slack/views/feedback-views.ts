import type { ModalView } from '@slack/types';
import { ACTIONS, VIEWS } from '../action-ids.ts';
import type { FeedbackEntry } from '../ports.ts';
import { feedbackCsv } from './feedback-csv.ts';
import type { Message } from './message.ts';
import { heading, note, plain } from './plain.ts';
import { richText, section, words } from './rich-text.ts';
import { spoken } from './spoken.ts';
import { counted } from './standing-lines.ts';

export const REASON_INPUT = 'reason';
const LISTED = 20;
/** Characters of CSV that one message shows. */
const CSV_ROOM = 6500;
/** Messages that CSV goes on over: an answer to a command is five at most (Slack's `response_url`). */
const CSV_MESSAGES = 4;

/** Asks why, optionally; the verdict itself is already stored. `entry` comes back with the submission. */
export function feedbackReasonModal(entry: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.feedbackReason,
    private_metadata: entry,
    title: plain('Thank you'),
    submit: plain('Send'),
    close: plain('Skip'),
    blocks: [
      {
        type: 'input',
        block_id: REASON_INPUT,
        optional: true,
        label: plain('What would have made it better?'),
        hint: plain('Your verdict is stored already. Curators of this workspace read the reasons.'),
        element: {
          type: 'plain_text_input',
          action_id: REASON_INPUT,
          multiline: true,
          max_length: 1000,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** Thanks, and a way to say why. */
export function feedbackThanks(entry: string): Message {
  return {
    text: 'Thank you, noted.',
    blocks: [
      {
        type: 'section',
        text: plain('Thank you, noted.'),
        accessory: {
          type: 'button',
          action_id: ACTIONS.feedbackReason,
          text: plain('Say why'),
          accessibility_label: 'Say why, optionally',
          value: entry,
        },
      },
    ],
  };
}

/** For curators: the newest entries. */
export function feedbackList(entries: readonly FeedbackEntry[], command: string): Message {
  if (entries.length === 0) {
    return { text: 'No feedback yet.', blocks: [heading('Feedback'), note('No feedback yet.')] };
  }
  const useful = entries.filter((one) => one.verdict === 'useful').length;
  const count = `${counted(entries.length, 'entry', 'entries')}: ${useful} useful, ${entries.length - useful} not useful`;
  const listed = entries.slice(0, LISTED);
  return {
    text: spoken([
      `Feedback, ${count}.`,
      ...listed.map(
        (one) => `${label(one)}: ${one.question}${one.reason ? ` (${one.reason})` : ''}`,
      ),
    ]),
    blocks: [
      heading('Feedback'),
      note(count),
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: listed.map((one) =>
          section(
            words(`${label(one)}: `, { bold: true }),
            words(one.question.slice(0, 200)),
            ...(one.reason ? [words(` — ${one.reason.slice(0, 150)}`, { italic: true })] : []),
            words(' · '),
            { type: 'user', user_id: one.user },
          ),
        ),
      }),
      note(
        ...(entries.length > LISTED ? [`The newest ${LISTED} of ${entries.length}.`] : []),
        `As a table: ${command} feedback csv`,
      ),
    ],
  };
}

/**
 * The same as CSV, to copy; whole lines only, newest first. The lines of several messages follow each other:
 * only the first has the head.
 */
export function feedbackCsvViews(entries: readonly FeedbackEntry[]): readonly Message[] {
  const [head = '', ...rows] = feedbackCsv(entries);
  const parts: string[][] = [[head]];
  let left = CSV_ROOM - head.length;
  let shown = 0;
  for (const row of rows) {
    left -= row.length + 1;
    if (left < 0) {
      if (parts.length === CSV_MESSAGES) break;
      parts.push([]);
      left = CSV_ROOM - row.length;
    }
    parts.at(-1)?.push(row);
    shown += 1;
  }
  const leftOut = rows.length - shown;
  return parts.map((lines, index) => {
    const last = index === parts.length - 1;
    const count = counted(index === 0 ? lines.length - 1 : lines.length, 'row');
    return {
      text: `Feedback as CSV${parts.length > 1 ? `, ${index + 1} of ${parts.length}` : ''}, ${count}.`,
      blocks: [
        richText({ type: 'rich_text_preformatted', elements: [words(lines.join('\n'))] }),
        ...(last && leftOut > 0
          ? [note(`${leftOut} older rows are left out: they do not fit.`)]
          : []),
      ],
    };
  });
}

function label({ verdict }: FeedbackEntry): string {
  return verdict === 'useful' ? 'Useful' : 'Not useful';
}
