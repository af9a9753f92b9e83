import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from './support/fake-slack.ts';
import { type Ack, type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, submit } from './support/payloads.ts';

let serial = 100;
const nextTs = () => `${++serial}.1`;
const message = (over: object) => ({ type: 'message', user: 'U1', channel: 'C1', ...over });
const mention = (ts: string) =>
  message({ type: 'app_mention', ts, event_ts: ts, text: '<@UBOT> ttp attacks' });
const ADMIN = { user: { id: 'UADMIN', team_id: 'T1' } };
const CHANNEL = ['channel_not_found', 'not_in_channel', 'is_archived'] as const;
const option = (value: string) => ({ value, text: { type: 'plain_text', text: value } });
const SETTINGS = {
  channel: { channel: { selected_conversation: 'C1' } },
  time: { time: { selected_time: '13:00' } },
  zone: { zone: { value: 'Asia/Kabul' } },
  weekdays: { weekdays: { selected_options: [option('1')] } },
  topics: { topics: { selected_options: [] } },
  quiet: { quiet: { selected_options: [] } },
};

interface World {
  h: Harness;
  /** The method whose next request is lost. */
  lost: string | undefined;
}

interface Surface {
  /** The method that brings what was asked for. */
  readonly by: string;
  readonly drive: (h: Harness, buttons: Buttons) => Promise<Ack>;
  /** Nobody asked for it: its failure is logged only. */
  readonly unasked?: boolean;
  /** Done before Slack begins to fail. */
  readonly before?: (h: Harness) => Promise<unknown>;
}
type Buttons = (id: string) => { action_id: string; value?: string };

let thread = '';
/** What people do, one of each kind. */
const SURFACES: Readonly<Record<string, Surface>> = {
  command: { by: 'response_url', drive: (h) => h.command('ttp attacks') },
  'command that opens a window': {
    by: 'views.open',
    drive: (h) => h.command('digest', { user_id: 'UADMIN' }),
  },
  mention: { by: 'chat.postMessage', drive: (h) => h.event(mention(nextTs())) },
  'follow-up': {
    by: 'chat.postMessage',
    before: async (h) => {
      thread = nextTs();
      await h.event(mention(thread));
      await h.slack.waitFor('chat.postMessage');
    },
    drive: (h) => {
      const ts = nextTs();
      return h.event(message({ ts, event_ts: ts, thread_ts: thread, text: 'and in 2024?' }));
    },
  },
  'direct message': {
    by: 'chat.postMessage',
    drive: (h) => {
      const ts = nextTs();
      const where = { channel: 'D1', channel_type: 'im' };
      return h.event(message({ ts, event_ts: ts, ...where, text: 'ttp attacks' }));
    },
  },
  'button: context': {
    by: 'views.open',
    drive: (h, button) => h.interact(press(h, button('context.1'))),
  },
  'button: topic': {
    by: 'response_url',
    drive: (h, button) => h.interact(press(h, button('ask_topic.0'))),
  },
  'button: share': {
    by: 'chat.postMessage',
    drive: (h, button) => h.interact(press(h, button('share'))),
  },
  'button: edit digest': {
    by: 'views.open',
    drive: (h) => h.interact({ ...press(h, { action_id: 'edit_digest', value: 'C1' }), ...ADMIN }),
  },
  'message shortcut': {
    by: 'views.open',
    drive: (h) =>
      h.interact({
        type: 'message_action',
        callback_id: 'verify_message',
        message_ts: '1.1',
        channel: { id: 'C1', name: 'desk' },
        response_url: h.slack.responseUrl(),
        message: { type: 'message', ts: '1.1', user: 'U2', text: '“They come back every spring”' },
      }),
  },
  shortcut: {
    by: 'views.open',
    drive: (h) => h.interact({ type: 'shortcut', callback_id: 'verify_words' }),
  },
  'modal submit': {
    by: 'conversations.info',
    drive: (h) => h.interact(submit('digest_settings_view', SETTINGS, ADMIN)),
  },
  'app home': {
    by: 'views.publish',
    drive: (h) =>
      h.event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts: '1' }),
  },
  'agent panel': {
    by: 'assistant.threads.setSuggestedPrompts',
    unasked: true,
    drive: (h) =>
      h.event({
        type: 'app_home_opened',
        user: 'U1',
        channel: 'D1',
        tab: 'messages',
        event_ts: '1',
      }),
  },
};

const REFUSALS = { 'views.open': ['expired_trigger'], 'chat.postMessage': CHANNEL } as const;

/** What Slack may do to a call of a method instead of taking it. */
function failuresOf(method: string): Readonly<Record<string, (world: World) => void>> {
  const refusals: readonly string[] = REFUSALS[method as keyof typeof REFUSALS] ?? [];
  return {
    ...Object.fromEntries(
      [...refusals, ...(method === 'response_url' ? [] : ['missing_scope'])].map((code) => [
        code,
        ({ h }: World) => h.slack.fails(method, code, { needed: 'chat:write' }),
      ]),
    ),
    ...(method === 'response_url'
      ? { 'response_url gone': ({ h }: World) => h.slack.next(method, { status: 404 }) }
      : {}),
    '429': ({ h }) => h.slack.next(method, { status: 429, headers: { 'retry-after': '2' } }),
    '500': ({ h }) => h.slack.next(method, { status: 500 }),
    'time-out': (world) => {
      world.lost = method;
    },
  };
}

/** What a person sees. */
const VISIBLE = new Set([
  'response_url',
  'chat.postMessage',
  'chat.postEphemeral',
  'views.open',
  'views.update',
  'views.publish',
]);
const NEXT_STEP =
  /try again|\/invite|choose another|an admin|ask again|I will try|press (?:it|the button) again/i;

describe.each(MODES)('every surface under every failure, over %s', (mode) => {
  const world = { lost: undefined } as unknown as World;
  let buttons: Buttons;
  beforeAll(async () => {
    // A request that is lost on its way: Slack has not seen it, and no answer comes.
    const losing: typeof fetch = async (input, init) => {
      const url = String(input);
      if (world.lost && url.includes(world.lost === 'response_url' ? '/respond/' : world.lost)) {
        world.lost = undefined;
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      }
      return fetch(input, init);
    };
    const h = await harness(mode, { fetch: losing });
    world.h = h;
    await h.command('ttp attacks');
    const found = (await h.slack.waitFor('response_url')).args.blocks;
    await h.command('quantum computing');
    const absent = (await h.slack.waitFor('response_url', 2)).args.blocks;
    buttons = (id) => buttonOf([...found, ...absent], id);
  });
  afterAll(() => world.h.stop());
  beforeEach(() => {
    world.lost = undefined;
  });

  const cases = Object.entries(SURFACES).flatMap(([name, surface]) =>
    Object.entries(failuresOf(surface.by)).map(
      ([failure, fail]) => [name, failure, surface, fail] as const,
    ),
  );
  it.each(cases)('%s, %s', async (_name, _failure, surface, fail) => {
    const { h } = world;
    await surface.before?.(h);
    await h.app.idle();
    h.slack.reset();
    h.logged.length = 0;
    fail(world);
    const ack = await surface.drive(h, buttons);
    await h.app.idle();
    // What is tried again later has its time.
    for (let i = 0; i < 2; i++) {
      h.now += 300_000;
      await h.app.tick();
      await h.app.idle();
    }
    expect(h.logged.filter(({ message }) => message === 'a listener failed')).toEqual([]);
    if (surface.unasked) {
      expect(h.logged.map(({ level }) => level)).toContain('warn');
      return;
    }
    const seen = h.slack.calls.filter(({ method, ok }) => ok && VISIBLE.has(method));
    const answers = seen.filter(({ args }) => !isLine(args));
    const told = seen.filter(({ args }) => NEXT_STEP.test(JSON.stringify(args)));
    const inPlace = ['update', 'errors'].includes(ack.body?.response_action);
    expect(answers.length).toBeLessThanOrEqual(1);
    expect(
      answers.length + told.length + Number(inPlace),
      JSON.stringify(h.slack.calls),
    ).toBeGreaterThan(0);
    expect(seen.filter((one) => !answers.includes(one)).length).toBeLessThanOrEqual(1);
  });
});

/** One line of ours: no answer. */
function isLine({ blocks, view }: Call['args']): boolean {
  return (blocks?.length ?? 0) < 3 && (view === undefined || view.blocks.length < 4);
}
