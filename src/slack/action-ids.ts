/** Every `action_id` and `callback_id` that a view uses and a listener answers. */
export const ACTIONS = {
  /** With `.n`: ids are unique inside a block. */
  context: 'context',
  contextPage: 'context_page',
  more: 'more',
  share: 'share',
  deleteShared: 'delete_shared',
  feedback: 'feedback',
  feedbackReason: 'feedback_reason',
  askTopic: 'ask_topic',
  editDigest: 'edit_digest',
  undoRemoval: 'undo_removal',
  /** Link buttons: Slack sends their clicks too, and they are acked. */
  openPage: 'open_page',
} as const;

export const VIEWS = {
  context: 'context_view',
  verify: 'verify_view',
  feedbackReason: 'feedback_reason_view',
  digestSettings: 'digest_settings_view',
  addLinks: 'add_links_view',
} as const;

export const SHORTCUTS = {
  verifyMessage: 'verify_message',
  verify: 'verify_words',
  addLinks: 'add_links',
  addMessageLinks: 'add_message_links',
} as const;
