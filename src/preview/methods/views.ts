import { viewBlockProblems } from '../block-problems.ts';
import { viewPayload } from '../payloads/view-payload.ts';
import type { OpenView, ViewSource } from '../state/views.ts';
import { type Args, failed, type Method, type Reply, type SlackState, text } from './method.ts';

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open'(args, { views, tickets }) {
    const source = viewOf(args, 'modal');
    if ('ok' in source) return source;
    const origin = tickets.redeemTrigger(text(args, 'trigger_id'));
    if ('error' in origin) return failed(origin.error);
    return shown(views.open(origin.person, source, origin.conversation));
  },

  'views.push'(args, { views, tickets }) {
    const source = viewOf(args, 'modal');
    if ('ok' in source) return source;
    const origin = tickets.redeemTrigger(text(args, 'trigger_id'));
    if ('error' in origin) return failed(origin.error);
    const view = views.push(origin.person, source);
    return view ? shown(view) : failed('push_limit_reached');
  },

  'views.update'(args, { views }) {
    const source = viewOf(args, 'modal');
    if ('ok' in source) return source;
    const view = views.byId(text(args, 'view_id')) ?? views.byExternalId(text(args, 'external_id'));
    if (!view) return failed('not_found');
    const hash = text(args, 'hash');
    if (hash !== '' && hash !== view.hash) return failed('hash_conflict');
    views.update(view, source);
    return shown(view);
  },

  'views.publish'(args, state) {
    const source = viewOf(args, 'home');
    if ('ok' in source) return source;
    return published(args, source, state);
  },
};

function published(args: Args, source: ViewSource, { views, workspace }: SlackState): Reply {
  const person = workspace.person(text(args, 'user_id'));
  if (!person || person.bot) return failed('user_not_found');
  const hash = text(args, 'hash');
  if (hash !== '' && hash !== views.home(person.id)?.hash) return failed('hash_conflict');
  return shown(views.publish(person.id, source));
}

function shown(view: OpenView): Reply {
  return { ok: true, view: viewPayload(view, {}) };
}

function viewOf(args: Args, type: ViewSource['type']): ViewSource | Reply {
  const view = args.view as ViewSource | undefined;
  if (view?.type !== type) return failed('invalid_arguments', [`must be a ${type} [/view/type]`]);
  const problems = viewBlockProblems(view);
  return problems.length > 0 ? failed('invalid_arguments', problems) : view;
}
