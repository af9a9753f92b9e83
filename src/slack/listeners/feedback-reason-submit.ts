import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { REASON_INPUT } from '../views/feedback-views.ts';

const entrySchema = z.object({
  id: z.string(),
  team: z.string(),
  user: z.string(),
  channel: z.string().optional(),
  question: z.string(),
  corpus: z.string(),
  verdict: z.enum(['useful', 'not-useful']),
  at: z.number(),
});

/** Adds the reason to the verdict that was stored when the button was pressed. */
export function onFeedbackReasonSubmit({ stores, clock }: Services) {
  return async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction>): Promise<void> => {
    const reason = view.state.values[REASON_INPUT]?.[REASON_INPUT]?.value?.trim() ?? '';
    const parsed = entrySchema.safeParse(JSON.parse(view.private_metadata || 'null'));
    await ack();
    if (reason === '' || !parsed.success || parsed.data.user !== body.user.id) return;
    const { channel, ...entry } = parsed.data;
    await stores.feedback.put({
      ...entry,
      reason,
      at: clock(),
      ...(channel === undefined ? {} : { channel }),
    });
  };
}
