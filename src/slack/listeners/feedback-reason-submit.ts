import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { REASON_INPUT } from '../views/feedback-views.ts';
import { workspaceOf } from '../workspace-of.ts';

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
  return async ({
    ack,
    view,
    body,
    context,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const reason = view.state.values[REASON_INPUT]?.[REASON_INPUT]?.value?.trim() ?? '';
    const parsed = entrySchema.safeParse(JSON.parse(view.private_metadata || 'null'));
    await ack();
    if (reason === '' || !parsed.success) return;
    const { channel, ...entry } = parsed.data;
    if (entry.user !== body.user.id || entry.team !== workspaceOf(context)) return;
    await stores.feedback.put({
      ...entry,
      reason,
      at: clock(),
      ...(channel === undefined ? {} : { channel }),
    });
  };
}
