import type { WebClient } from '@slack/web-api';
import { HORIZON } from './durable-receiver.ts';
import { describeFailure } from './failure.ts';
import type { KeptMessages } from './kept-messages.ts';
import { privately } from './privately.ts';
import { installedTeam } from './received.ts';
import type { Services } from './services.ts';
import { lineView } from './views/line-view.ts';

type Body = Record<string, unknown>;

/**
 * The end of every listener that threw: the person is told what failed and what to do, as close to
 * where they asked as Slack allows. Returns whether another attempt will follow on its own.
 */
export async function tellFailure(
  services: Pick<Services, 'deliver' | 'log'> & { readonly kept?: KeptMessages | undefined },
  client: WebClient,
  body: Body,
  error: Error,
  /** `age`: how long ago it arrived, in ms. */
  { attempts, age }: { readonly attempts: number; readonly age: number },
): Promise<'will-retry' | 'told'> {
  const { deliver, log } = services;
  const failure = describeFailure(error);
  const event = body.event as Body | undefined;
  const type = String(event?.type ?? body.type ?? 'command');
  const where = { type, kind: failure.kind, attempts };
  if (failure.kind === 'question') log.info(where, 'a question could not be answered as asked');
  else if (failure.kind === 'ours')
    log.error({ ...where, error: error.stack }, 'a listener failed');
  else log.warn({ ...where, error: String(error) }, 'Slack did not take something');

  const question = type === 'app_mention' || type === 'message';
  const mayPass = failure.kind === 'unsure' || failure.kind === 'later';
  if (mayPass && services.kept) services.kept.troubled = true;
  // A deletion that was promised is tried again whatever kept it.
  const promised = type === 'app_uninstalled' || type === 'tokens_revoked';
  const retry = ((question && mayPass) || promised) && age < HORIZON;
  const line = retry
    ? 'Slack did not take my answer. I will try again until it does.'
    : failure.line;
  // One word about it is enough: the attempts that follow are silent until they succeed or end.
  if (retry && attempts > 1) return 'will-retry';
  const person = personOf(body);
  // Where the app is not installed there is no token to write with, only a response URL.
  const mute = failure.kind === 'refused' && failure.code === 'not_installed';
  if (mute && !person?.responseUrl) return 'told';
  try {
    if (person !== null) {
      // The answer to what a person asks for openly stands where they asked.
      if (question && failure.kind === 'question' && person.channel && person.thread) {
        const { channel, thread } = person;
        await deliver.post(client, { channel, thread }, [lineView(line)]);
      } else {
        // A word that more will come is worth nothing later.
        const kept = retry ? undefined : services.kept;
        await privately({ deliver, log, kept }, client, person, [lineView(line)]);
      }
    }
  } catch (second) {
    log.error({ ...where, error: String(second) }, 'a failure could not be told to the person');
  }
  return retry ? 'will-retry' : 'told';
}

function personOf(body: Body) {
  const event = body.event as Body | undefined;
  const team = (installedTeam(body) ?? (body.team as Body | undefined)?.id) as string | undefined;
  if (event) {
    // What nobody asked for fails in the log only.
    if (event.type !== 'app_mention' && event.type !== 'message') return null;
    const { user, channel, ts } = event as { user?: string; channel?: string; ts?: string };
    const thread = (event.thread_ts as string | undefined) ?? ts;
    return user === undefined ? null : { user, team, channel, thread };
  }
  const user =
    (body.user as { id?: string } | undefined)?.id ?? (body.user_id as string | undefined);
  if (user === undefined) return null;
  const container = body.container as { channel_id?: string; thread_ts?: string } | undefined;
  const channel =
    (body.channel as { id?: string } | undefined)?.id ??
    (body.channel_id as string | undefined) ??
    container?.channel_id;
  const responseUrl = body.response_url as string | undefined;
  return { user, team, channel, thread: container?.thread_ts, responseUrl };
}
