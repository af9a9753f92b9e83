import type { AnyBlock } from '@slack/types';
import { withBlockIds } from './block-ids.ts';

/** A view as an app sends it; checked by the limits before it gets here. */
export interface ViewSource {
  readonly type: 'modal' | 'home';
  readonly blocks: readonly AnyBlock[];
  readonly title?: { readonly type: string; readonly text: string };
  readonly submit?: { readonly type: string; readonly text: string };
  readonly close?: { readonly type: string; readonly text: string };
  readonly private_metadata?: string;
  readonly callback_id?: string;
  readonly external_id?: string;
  readonly clear_on_close?: boolean;
  readonly notify_on_close?: boolean;
}

/** A view that is open, or a person's home. */
export interface OpenView {
  readonly id: string;
  /** The first one of its stack. */
  readonly root: string;
  readonly previous?: string;
  readonly person: string;
  /** Where it was opened from, for `default_to_current_conversation`. */
  readonly conversation?: string;
  source: ViewSource;
  /** Changes with every change of the source: what `views.update` may insist on. */
  hash: string;
  version: number;
}

/** Slack stacks at most three modals. */
const MOST = 3;

export interface Views {
  /** The stack a person sees, bottom first. */
  stack(person: string): readonly OpenView[];
  byId(id: string): OpenView | undefined;
  byExternalId(id: string): OpenView | undefined;
  open(person: string, source: ViewSource, conversation?: string): OpenView;
  /** `null`: three are open already. */
  push(person: string, source: ViewSource): OpenView | null;
  update(view: OpenView, source: ViewSource): void;
  /** Takes the topmost off. */
  pop(person: string): void;
  clear(person: string): void;
  home(person: string): OpenView | undefined;
  publish(person: string, source: ViewSource): OpenView;
}

export function createViews(nextId: (prefix: string) => string, changed: () => void): Views {
  const stacks = new Map<string, OpenView[]>();
  const homes = new Map<string, OpenView>();
  const named = (source: ViewSource): ViewSource => ({
    ...source,
    blocks: withBlockIds(source.blocks, () => nextId('b')),
  });
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  const make = (person: string, source: ViewSource, below?: OpenView, conversation?: string) => {
    const id = nextId('V');
    const from = conversation ?? below?.conversation;
    return {
      id,
      root: below?.root ?? id,
      ...(below ? { previous: below.id } : {}),
      ...(from ? { conversation: from } : {}),
      person,
      source: named(source),
      hash: nextId('hash.'),
      version: 0,
    };
  };
  const views: Views = {
    stack: (person) => stacks.get(person) ?? [],
    byId: (id) => all().find((view) => view.id === id),
    byExternalId: (id) => all().find((view) => view.source.external_id === id),
    open(person, source, conversation) {
      const view = make(person, source, undefined, conversation);
      stacks.set(person, [view]);
      changed();
      return view;
    },
    push(person, source) {
      const stack = stacks.get(person) ?? [];
      if (stack.length >= MOST) return null;
      const view = make(person, source, stack.at(-1));
      stacks.set(person, [...stack, view]);
      changed();
      return view;
    },
    update(view, source) {
      view.source = named(source);
      view.hash = nextId('hash.');
      view.version += 1;
      changed();
    },
    pop(person) {
      stacks.set(person, (stacks.get(person) ?? []).slice(0, -1));
      changed();
    },
    clear(person) {
      stacks.delete(person);
      changed();
    },
    home: (person) => homes.get(person),
    publish(person, source) {
      const home = homes.get(person);
      if (home) views.update(home, source);
      else homes.set(person, make(person, source));
      changed();
      return homes.get(person)!;
    },
  };
  return views;
}
