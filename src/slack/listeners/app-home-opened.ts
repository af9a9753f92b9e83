import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { subscriptionStates, visibleSubscriptions } from '../digest-settings.ts';
import { describeFailure } from '../failure.ts';
import type { Services } from '../services.ts';
import { homeFailedView } from '../views/home-failed-view.ts';
import { homeView } from '../views/home-view.ts';
import { clip } from '../views/plain.ts';
import { workspaceOf } from '../workspace-of.ts';

const PROMPTS = 4;
const QUESTIONS = 5;
const TITLE = 60;

/** The home tab is drawn when it is opened; the messages tab (the agent panel) gets questions to start with. */
export function onAppHomeOpened(services: Services) {
  return async (
    args: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { event, client, context } = args;
    const { stores, deliver, command } = services;
    const team = workspaceOf(context);
    const desk = services.deskOf(team);
    if (event.tab === 'messages') {
      const prompts = (await desk.suggestions(PROMPTS)).map((message) => ({
        title: clip(message, TITLE),
        message,
      }));
      if (prompts.length === 0) return;
      // Without thread_ts: with it, the call does nothing for apps that have agent_view.
      await client.assistant.threads.setSuggestedPrompts({
        channel_id: event.channel,
        title: 'The corpus can answer, for example:',
        prompts: prompts as [(typeof prompts)[number]],
      });
      return;
    }
    const person = { team, user: event.user };
    try {
      const visible = await visibleSubscriptions(services, client, person);
      const home = homeView({
        corpus: await desk.corpusVersion(),
        coverage: await desk.coverage(),
        topics: await desk.topics(),
        digests: await subscriptionStates(services, visible),
        questions: await stores.questions.recent(person.team, person.user, QUESTIONS),
        command,
      });
      await deliver.publishHome(client, event.user, home);
    } catch (error) {
      // An old page, or an empty one, would say nothing of it.
      const failed = homeFailedView(describeFailure(error).line);
      await deliver.publishHome(client, event.user, failed).catch(() => {});
      throw error;
    }
  };
}
