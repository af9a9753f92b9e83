type Body = Readonly<Record<string, unknown>>;

/** The event's id in its workspace; `null`: it is no event, or not for us. */
export function eventIdOf(body: Body): string | null {
  if (typeof body.event_id !== 'string') return null;
  const event = body.event as Record<string, unknown> | undefined;
  // What bots say, and what people say outside threads, is never answered: nothing to record.
  const ours = event?.bot_id === undefined && event?.subtype !== 'message_changed';
  const aside =
    event?.type === 'message' && event.channel_type !== 'im' && event.thread_ts === undefined;
  return ours && !aside ? `event:${installedTeam(body)}:${body.event_id}` : null;
}

/** The workspace that an event is delivered for, as Bolt reads it; see `workspaceOf`. */
export function installedTeam(body: Body): unknown {
  const [first] = Array.isArray(body.authorizations) ? body.authorizations : [];
  return (first as { team_id?: unknown } | undefined)?.team_id ?? body.team_id;
}

/** Commands, buttons, shortcuts and submissions carry one; each is new for each click. */
export function triggerOf(body: Body): string | null {
  return typeof body.trigger_id === 'string' ? body.trigger_id : null;
}

/** Questions, and what promises a deletion; other events may be lost without anyone waiting for an answer. */
export function worthReplaying(body: Body): boolean {
  const type = (body.event as { type?: string } | undefined)?.type ?? '';
  return ['app_mention', 'message', 'app_uninstalled', 'tokens_revoked'].includes(type);
}
