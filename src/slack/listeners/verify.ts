import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  MessageShortcut,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { describeFailure } from '../failure.ts';
import { plainWords } from '../message-text.ts';
import type { Services } from '../services.ts';
import { QUOTE_INPUT, verifiedModal, verifyModal } from '../views/verify-modals.ts';
import { workspaceOf } from '../workspace-of.ts';

/** "Verify quotes in message" (24 characters, the most that Slack takes): each quotation of a colleague's message, in a window. */
export function onVerifyMessage({ deskOf, deliver }: Services) {
  return async (
    args: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { ack, shortcut, client, context } = args;
    await ack();
    const desk = deskOf(workspaceOf(context));
    const verifications = await desk.verifyMessage(plainWords(shortcut.message.text ?? ''));
    await deliver.openView(client, shortcut.trigger_id, verifiedModal(verifications));
  };
}

/** "Verify a quote": asks for the words. */
export function onVerifyShortcut({ deliver }: Services) {
  return async (
    args: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs,
  ): Promise<void> => {
    await args.ack();
    await deliver.openView(args.client, args.shortcut.trigger_id, verifyModal());
  };
}

/** Checks the words and shows what came out in the same window. */
export function onVerifySubmit({ deskOf, deliver }: Services) {
  return async ({
    ack,
    view,
    context,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const quote = view.state.values[QUOTE_INPUT]?.[QUOTE_INPUT]?.value?.trim() ?? '';
    const refuse = (line: string) =>
      ack({ response_action: 'errors', errors: { [QUOTE_INPUT]: line } });
    if (quote === '') return refuse('Paste the words to check.');
    try {
      const desk = deskOf(workspaceOf(context));
      const verification = await desk.verify(quote);
      const modal = deliver.checkedView(verifiedModal([verification]));
      await ack({ response_action: 'update', view: modal });
    } catch (error) {
      const failure = describeFailure(error);
      if (failure.kind !== 'question') throw error;
      await refuse(failure.line);
    }
  };
}
