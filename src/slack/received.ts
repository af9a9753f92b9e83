type Body = Readonly<Record<string, unknown>>;

/** The event's id in its workspace; `null`: it is no event, or not for us. */
export function eventIdOf(body: Body): string | null {
  if (typeof body.event_id !== 'string') return null;
  const event = body.event as Record<string, unknown> | undefined;
  // What bots say, and what people say outside threads, is never answered: nothing to record.
  const ours = event?.bot_id === undefined && event?.subtype !== 'message_changed';
  const aside =
    event?.type === 'message' && event.channel_type !== 'im' && event.thread_ts === undefined;
  return ours && !aside ? `event:${body.team_id}:${body.event_id}` : null;
}

/** Commands, buttons, shortcuts and submissions carry one; each is new for each click. */
export function triggerOf(body: Body): string | null {
  return typeof body.trigger_id === 'string' ? body.trigger_id : null;
}

/** Questions; other events may be lost without anyone waiting for an answer. */
export function worthReplaying(body: Body): boolean {
  const type = (body.event as { type?: string } | undefined)?.type;
  return type === 'app_mention' || type === 'message';
}
