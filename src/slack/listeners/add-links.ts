import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  MessageShortcut,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { addLinks, NO_INGEST } from '../commands.ts';
import { describeFailure } from '../failure.ts';
import { may, notAllowed } from '../may.ts';
import { linksIn } from '../message-text.ts';
import type { Services } from '../services.ts';
import { addLinksModal, LINKS_INPUT } from '../views/add-links-modal.ts';
import { lineView } from '../views/line-view.ts';
import { noticeModal } from '../views/notice-modal.ts';
import { workspaceOf } from '../workspace-of.ts';

const TITLE = 'Add to the corpus';

/** "Add links to the corpus", globally or on a message, whose links are filled in. */
export function onAddLinks(services: Services) {
  const { deliver, ingest, policyOf } = services;
  return async (
    args: SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { ack, shortcut, client, context } = args;
    await ack();
    const modal = async () => {
      if (!ingest) return noticeModal(TITLE, NO_INGEST);
      const team = workspaceOf(context);
      const { sources } = policyOf(team);
      if (!(await may(sources, { team, user: shortcut.user.id }, client))) {
        return noticeModal(TITLE, notAllowed('add sources', sources));
      }
      const links = shortcut.type === 'message_action' ? linksIn(shortcut.message.text ?? '') : [];
      return addLinksModal(links);
    };
    await deliver.openView(client, shortcut.trigger_id, await modal());
  };
}

/** Fetching takes longer than an ack may: the window says so, then what became of each address. */
export function onAddLinksSubmit(services: Services) {
  const { deliver } = services;
  return async (
    args: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { ack, view, body, client, context } = args;
    const typed = (view.state.values[LINKS_INPUT]?.[LINKS_INPUT]?.value ?? '').split(/\s+/);
    const words = typed.filter((word) => word !== '');
    const wrong = words.find((word) => !/^https?:\/\//i.test(word) || !URL.canParse(word));
    if (words.length === 0 || wrong !== undefined) {
      const line =
        wrong === undefined
          ? 'Give at least one address.'
          : `“${wrong.slice(0, 80)}” is no web address.`;
      return ack({ response_action: 'errors', errors: { [LINKS_INPUT]: line } });
    }
    await ack({
      response_action: 'update',
      view: noticeModal(TITLE, 'Fetching… You can leave this open.'),
    });
    const by = { team: workspaceOf(context), user: body.user.id };
    const messages = await addLinks(services, client, by, words).catch((error: unknown) => {
      services.log.error({ error: String(error) }, 'addresses could not be added');
      return [lineView(describeFailure(error).line)];
    });
    const blocks = messages.flatMap((message) => message.blocks);
    await deliver.updateView(client, view.id, noticeModal(TITLE, ...blocks));
  };
}
