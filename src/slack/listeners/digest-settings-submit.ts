import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { nextDue } from '../../digest/local-time.ts';
import { type Subscription, subscriptionId, type Weekday } from '../../digest/subscription.ts';
import { isTimeZone, similarTimeZones } from '../../digest/time-zone.ts';
import { describeFailure } from '../failure.ts';
import { may, notAllowed } from '../may.ts';
import type { Services } from '../services.ts';
import { DIGEST_INPUTS } from '../views/digest-settings-modal.ts';
import { noticeModal } from '../views/notice-modal.ts';
import { richText, section, words } from '../views/rich-text.ts';
import { nextDate } from '../views/subscription-line.ts';
import { workspaceOf } from '../workspace-of.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Values = ViewSubmitAction['view']['state']['values'];

/** Checks the settings in place and stores them. */
export function onDigestSettingsSubmit(services: Services) {
  const { stores, policyOf, clock } = services;
  return async ({ ack, view, body, client, context }: Args): Promise<void> => {
    const team = workspaceOf(context);
    const user = body.user.id;
    const read = readSettings(view.state.values);
    const errors: Record<string, string> = { ...read.errors };
    const { digests } = policyOf(team);
    if (!(await may(digests, { team, user }, client))) {
      errors[DIGEST_INPUTS.channel] = notAllowed('set digests', digests);
    } else if (errors[DIGEST_INPUTS.channel] === undefined) {
      const problem = await channelProblem(client, read.channel, services);
      if (problem !== null) errors[DIGEST_INPUTS.channel] = problem;
    }
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });

    const subscription: Subscription = {
      id: subscriptionId(team, read.channel),
      team,
      channel: read.channel,
      localTime: read.localTime,
      timeZone: read.timeZone,
      weekdays: read.weekdays,
      topics: read.topics,
      postWhenQuiet: read.postWhenQuiet,
      setBy: user,
      setAt: new Date(clock()).toISOString(),
    };
    await stores.subscriptions.put(subscription);
    const saved = richText(
      section(
        words('Saved. The next digest comes to '),
        { type: 'channel', channel_id: read.channel },
        words(' '),
        nextDate(nextDue(subscription, clock())),
        words(` (${read.localTime} ${read.timeZone}).`),
      ),
    );
    await ack({ response_action: 'update', view: noticeModal('Daily digest', saved) });
  };
}

function readSettings(values: Values) {
  const errors: Record<string, string> = {};
  const at = (id: string) => values[id]?.[id];
  const channel = at(DIGEST_INPUTS.channel)?.selected_conversation ?? '';
  if (channel === '') errors[DIGEST_INPUTS.channel] = 'Choose a channel.';
  const localTime = at(DIGEST_INPUTS.time)?.selected_time ?? '';
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(localTime)) {
    errors[DIGEST_INPUTS.time] = 'Choose a time, such as 08:00.';
  }
  const timeZone = (at(DIGEST_INPUTS.zone)?.value ?? '').trim();
  if (!isTimeZone(timeZone)) {
    const near = similarTimeZones(timeZone, 3);
    const hint =
      near.length === 0 ? 'Try one such as Asia/Kabul.' : `Did you mean ${near.join(' or ')}?`;
    errors[DIGEST_INPUTS.zone] = `“${timeZone}” is no time zone name. ${hint}`;
  }
  const weekdays = (at(DIGEST_INPUTS.weekdays)?.selected_options ?? [])
    .map((option) => Number(option.value) as Weekday)
    .filter((day) => day >= 1 && day <= 7)
    .sort((a, b) => a - b);
  if (weekdays.length === 0) errors[DIGEST_INPUTS.weekdays] = 'Choose at least one day.';
  return {
    errors,
    channel,
    localTime,
    timeZone,
    weekdays,
    topics: (at(DIGEST_INPUTS.topics)?.selected_options ?? []).map((option) => option.value ?? ''),
    postWhenQuiet: (at(DIGEST_INPUTS.quiet)?.selected_options ?? []).length > 0,
  };
}

/** Why a digest cannot come to a channel, told now rather than at eight in the morning. */
async function channelProblem(
  client: WebClient,
  channel: string,
  { log }: Pick<Services, 'log'>,
): Promise<string | null> {
  try {
    const { channel: info } = await client.conversations.info({ channel });
    if (info?.is_archived) return 'This channel is archived. Choose another one.';
    if (info?.is_member === false)
      return 'I am not in this channel yet: /invite @afghan-brief there first.';
    return null;
  } catch (error) {
    const failure = describeFailure(error);
    if (failure.kind === 'refused' && failure.code === 'channel_not_found') {
      return 'I cannot see this channel: /invite @afghan-brief there first.';
    }
    // Not knowing is no reason to refuse: a digest that cannot be posted is told to who set it.
    log.warn({ error: String(error) }, 'a channel could not be checked');
    return null;
  }
}
