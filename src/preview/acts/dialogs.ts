import { viewBlockProblems } from '../block-problems.ts';
import { interaction } from '../payloads/requests.ts';
import { inputElements, type RawValues, stateValues } from '../payloads/state-values.ts';
import { viewPayload } from '../payloads/view-payload.ts';
import { BOT, type Person } from '../state/people.ts';
import type { OpenView, ViewSource } from '../state/views.ts';
import { type Acting, type Outcome, personOf } from './acting.ts';

export interface Submitting {
  readonly person: string;
  readonly view: string;
  readonly values: RawValues;
}

type ResponseAction =
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update' | 'push'; readonly view: ViewSource }
  | { readonly response_action: 'clear' };

/**
 * The dialog's submit button.
 * @see https://docs.slack.dev/surfaces/modals#response_actions
 */
export async function submit(acting: Acting, submitting: Submitting): Promise<Outcome> {
  const person = personOf(acting, submitting.person);
  const view = topmost(acting, person, submitting.view);
  if (!view) return { notice: 'This window is gone.' };
  const missing = missingInputs(view, submitting.values);
  if (Object.keys(missing).length > 0) return { errors: missing };
  const { tickets, receiver, views } = acting;
  const values = stateValues(view.source.blocks, submitting.values);
  const acked = await receiver.deliver({
    ...interaction('view_submission', person),
    trigger_id: tickets.trigger(person.id, view.conversation),
    view: viewPayload(view, values),
    response_urls: [],
  });
  if (acked.kind === 'not-acked') {
    return { notice: 'We had some trouble connecting. Try again?' };
  }
  const answer = (acked.response || undefined) as ResponseAction | undefined;
  switch (answer?.response_action) {
    case 'errors':
      return { errors: answer.errors };
    case 'update':
    case 'push': {
      const [problem] = viewBlockProblems(answer.view);
      if (problem) return { notice: `${BOT.name} sent a window that Slack refuses: ${problem}` };
      if (answer.response_action === 'update') views.update(view, answer.view);
      else if (!views.push(person.id, answer.view)) return { notice: 'Too many windows are open.' };
      return {};
    }
    case 'clear':
      views.clear(person.id);
      return {};
    default:
      views.pop(person.id);
      return {};
  }
}

/** Closes the topmost window, or all of them. */
export async function close(
  acting: Acting,
  closing: { readonly person: string; readonly view: string; readonly all: boolean },
): Promise<Outcome> {
  const person = personOf(acting, closing.person);
  const view = topmost(acting, person, closing.view);
  if (!view) return {};
  const all = closing.all || view.source.clear_on_close === true;
  if (all) acting.views.clear(person.id);
  else acting.views.pop(person.id);
  if (view.source.notify_on_close) {
    await acting.receiver.deliver({
      ...interaction('view_closed', person),
      view: viewPayload(view, {}),
      is_cleared: all,
    });
  }
  return {};
}

function topmost({ views }: Acting, person: Person, id: string): OpenView | undefined {
  const top = views.stack(person.id).at(-1);
  return top?.id === id ? top : undefined;
}

function missingInputs(view: OpenView, raw: RawValues): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const { block, element } of inputElements(view.source.blocks)) {
    if (block.type !== 'input' || block.optional === true) continue;
    const given = raw[String(block.block_id)]?.[String(element.action_id)] ?? [];
    if (given.every((value) => value.trim() === '')) {
      missing[String(block.block_id)] = 'Please complete this required field.';
    }
  }
  return missing;
}
