import type { Log } from './log.ts';
import { assistantMethods } from './methods/assistant.ts';
import { chatMethods, content } from './methods/chat.ts';
import { lookupMethods } from './methods/lookups.ts';
import { type Args, failed, type Method, type Reply, type SlackState } from './methods/method.ts';
import { viewMethods } from './methods/views.ts';
import { BOT } from './state/people.ts';

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...chatMethods, ...viewMethods, ...lookupMethods, ...assistantMethods }),
);

/** The scope that a method needs; those not named need none, or one that the app has anyway. */
const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'users.info': 'users:read',
  'conversations.info': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.list': 'channels:read',
  'users.conversations': 'channels:read',
  'conversations.open': 'im:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
};

export interface LocalSlackOptions {
  readonly state: SlackState;
  /** The bot's scopes in the manifest; without them nothing is refused for a missing one. */
  readonly scopes?: readonly string[];
  readonly log: Log;
}

/**
 * Slack's Web API and response URLs in this process, as the `fetch` that Bolt is given. No request
 * leaves: what it does not know it refuses.
 */
export function createLocalSlack({ state, scopes, log }: LocalSlackOptions): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = String(init?.body ?? '');
    if (url.hostname === 'hooks.slack.invalid') return respond(url.href, body, state, log);
    const name = /\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
    if (name === undefined) {
      log.error({ host: url.host }, 'the preview has no network: a request was refused');
      throw new TypeError(`The preview has no network; refused ${url.host}.`);
    }
    const method = METHODS.get(name);
    const needed = SCOPES[name];
    let reply: Reply;
    if (!method) reply = failed('unknown_method');
    else if (needed && scopes && !scopes.includes(needed)) {
      reply = { ...failed('missing_scope'), needed, provided: scopes.join(',') } as Reply;
    } else reply = method(parse(body), state);
    if (!reply.ok) {
      log.warn({ method: name, ...reply }, `the preview's Slack refused ${name}: ${reply.error}`);
    }
    return Response.json(reply);
  };
}

/** Arguments that Bolt sends as JSON inside the form. */
const JSON_ARGS = new Set(['blocks', 'view', 'metadata', 'prompts', 'attachments', 'unfurls']);

function parse(body: string): Args {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = JSON_ARGS.has(name) ? JSON.parse(value) : value;
  }
  return args;
}

/**
 * A post to a response URL: ephemeral unless `in_channel`; replaces or deletes the message that it
 * belongs to when told so.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
function respond(url: string, body: string, { tickets, workspace }: SlackState, log: Log) {
  const target = tickets.redeemResponseUrl(url);
  if ('error' in target) {
    log.warn({ error: target.error }, 'the preview refused a response URL');
    return new Response(target.error, { status: 404, statusText: target.error });
  }
  const args = JSON.parse(body) as Args;
  const { source } = target;
  if (args.delete_original === true) {
    if (source) workspace.remove(source);
    return new Response('ok');
  }
  const sent = content(args);
  if ('ok' in sent) {
    const problems = sent.ok ? '' : JSON.stringify(sent.response_metadata ?? '');
    log.warn({ problems }, 'the preview refused the blocks sent to a response URL');
    return new Response('invalid_blocks', { status: 400, statusText: 'invalid_blocks' });
  }
  if (args.replace_original === true && source) {
    workspace.edit(source, sent);
    return new Response('ok');
  }
  const thread = typeof args.thread_ts === 'string' ? args.thread_ts : target.thread;
  workspace.post({
    conversation: target.conversation,
    author: BOT.id,
    ...sent,
    ...(thread ? { thread } : {}),
    ...(args.response_type === 'in_channel' ? {} : { onlyFor: target.person }),
  });
  return new Response('ok');
}
