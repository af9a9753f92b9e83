import { APP_ID, BOT_ID, TEAM } from '../state/people.ts';
import type { OpenView } from '../state/views.ts';
import type { StateValues } from './state-values.ts';

/** A view as Slack puts it in payloads and replies. */
export function viewPayload(
  view: OpenView,
  values: StateValues,
): Readonly<Record<string, unknown>> {
  const { source } = view;
  return {
    id: view.id,
    team_id: TEAM.id,
    type: source.type,
    blocks: source.blocks,
    private_metadata: source.private_metadata ?? '',
    callback_id: source.callback_id ?? '',
    external_id: source.external_id ?? '',
    state: { values },
    hash: view.hash,
    title: source.title ?? { type: 'plain_text', text: 'View title' },
    close: source.close ?? null,
    submit: source.submit ?? null,
    clear_on_close: source.clear_on_close ?? false,
    notify_on_close: source.notify_on_close ?? false,
    previous_view_id: view.previous ?? null,
    root_view_id: view.root,
    app_id: APP_ID,
    app_installed_team_id: TEAM.id,
    bot_id: BOT_ID,
  };
}
