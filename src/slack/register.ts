import type { App } from '@slack/bolt';
import { ACTIONS, SHORTCUTS, VIEWS } from './action-ids.ts';
import { onAddLinks, onAddLinksSubmit } from './listeners/add-links.ts';
import { onAppHomeOpened } from './listeners/app-home-opened.ts';
import { onAppMention } from './listeners/app-mention.ts';
import { onAskAgain } from './listeners/ask-again.ts';
import { onCommand } from './listeners/command.ts';
import { onContext } from './listeners/context.ts';
import { onDigestSettingsSubmit } from './listeners/digest-settings-submit.ts';
import { onEditDigest } from './listeners/edit-digest.ts';
import { onFeedback, onFeedbackReason } from './listeners/feedback.ts';
import { onFeedbackReasonSubmit } from './listeners/feedback-reason-submit.ts';
import { onMemberJoined } from './listeners/member-joined.ts';
import { onMessage } from './listeners/message.ts';
import { onOpenPage } from './listeners/open-page.ts';
import { onDeleteShared, onShare } from './listeners/share.ts';
import { onUndoRemoval } from './listeners/undo-removal.ts';
import { onUninstalled } from './listeners/uninstalled.ts';
import { onVerifyMessage, onVerifyShortcut, onVerifySubmit } from './listeners/verify.ts';
import type { Services } from './services.ts';

/** What Slack sends, and who answers it. manifest.yml names the same events, commands and shortcuts. */
export function register(app: App, services: Services): void {
  app.command(services.command, onCommand(services));

  app.event('app_mention', onAppMention(services));
  app.event('app_home_opened', onAppHomeOpened(services));
  app.event('member_joined_channel', onMemberJoined(services));
  app.event('app_uninstalled', onUninstalled(services));
  app.event('tokens_revoked', onUninstalled(services));
  app.message(onMessage(services));

  app.shortcut(SHORTCUTS.verifyMessage, onVerifyMessage(services) as never);
  app.shortcut(SHORTCUTS.verify, onVerifyShortcut(services) as never);
  app.shortcut(SHORTCUTS.addLinks, onAddLinks(services) as never);
  app.shortcut(SHORTCUTS.addMessageLinks, onAddLinks(services) as never);

  app.action(numbered(ACTIONS.context), onContext(services) as never);
  app.action(numbered(ACTIONS.contextPage), onContext(services) as never);
  app.action(numbered(ACTIONS.more), onAskAgain(services) as never);
  app.action(numbered(ACTIONS.askTopic), onAskAgain(services) as never);
  app.action(ACTIONS.share, onShare(services) as never);
  app.action(ACTIONS.deleteShared, onDeleteShared(services) as never);
  app.action(ACTIONS.feedback, onFeedback(services) as never);
  app.action(ACTIONS.feedbackReason, onFeedbackReason(services) as never);
  app.action(numbered(ACTIONS.editDigest), onEditDigest(services) as never);
  app.action(numbered(ACTIONS.undoRemoval), onUndoRemoval(services) as never);
  app.action(ACTIONS.openPage, onOpenPage);

  app.view(VIEWS.verify, onVerifySubmit(services));
  app.view(VIEWS.feedbackReason, onFeedbackReasonSubmit(services));
  app.view(VIEWS.digestSettings, onDigestSettingsSubmit(services));
  app.view(VIEWS.addLinks, onAddLinksSubmit(services));
}

/** The id alone, or with `.n` after it. */
function numbered(id: string): RegExp {
  return new RegExp(`^${id}(\\..+)?$`);
}
