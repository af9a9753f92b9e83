import { z } from 'zod';
import type { Acting, Outcome } from '../acts/acting.ts';
import { ActError } from '../acts/acting.ts';
import { close, submit } from '../acts/dialogs.ts';
import { invite, openApp, shortcut } from '../acts/others.ts';
import { press } from '../acts/press.ts';
import { write } from '../acts/write.ts';

const person = z.string();
const values = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const place = z.object({ conversation: z.string(), ts: z.string() });

/** What the page may do, by the name in the address: `POST /do/<name>`. */
const ACTS = {
  write: act(
    z.object({
      person,
      conversation: z.string(),
      text: z.string(),
      thread: z.string().exactOptional(),
    }),
    write,
  ),
  press: act(
    z.object({
      person,
      surface: z.discriminatedUnion('kind', [
        place.extend({ kind: z.literal('message') }),
        z.object({ kind: z.literal('view'), view: z.string() }),
      ]),
      blockId: z.string(),
      actionId: z.string(),
      raw: z.array(z.string()),
      values,
    }),
    press,
  ),
  submit: act(z.object({ person, view: z.string(), values }), submit),
  close: act(z.object({ person, view: z.string(), all: z.boolean() }), close),
  shortcut: act(
    z.object({ person, callbackId: z.string(), message: place.exactOptional() }),
    shortcut,
  ),
  open: act(z.object({ person, tab: z.enum(['home', 'messages']) }), openApp),
  invite: act(z.object({ person, conversation: z.string() }), invite),
} as const;

/** Checks what the page sent and does it. @throws ActError when there is no such act, or not with these words. */
export async function runAct(acting: Acting, name: string, body: unknown): Promise<Outcome> {
  if (!Object.hasOwn(ACTS, name)) throw new ActError(`The preview cannot ${name}.`);
  return ACTS[name as keyof typeof ACTS](acting, body);
}

function act<T>(schema: z.ZodType<T>, run: (acting: Acting, input: T) => Promise<Outcome>) {
  return async (acting: Acting, body: unknown): Promise<Outcome> => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new ActError(z.prettifyError(parsed.error));
    return run(acting, parsed.data);
  };
}
