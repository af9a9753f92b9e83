import { parse } from 'yaml';

export interface Command {
  /** With the slash. */
  readonly name: string;
  readonly description: string;
  readonly hint: string;
}

export interface Shortcut {
  readonly callbackId: string;
  readonly name: string;
  readonly description: string;
  readonly on: 'message' | 'global';
}

/** What the preview reads in the app's manifest: the surfaces that Slack would show for it. */
export interface Manifest {
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
  readonly events: ReadonlySet<string>;
  readonly scopes: readonly string[];
  /** What the agent panel suggests before the app says anything. */
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
}

type Loose = Record<string, unknown>;

/**
 * Reads manifest.yml. Parts that are missing are empty.
 * @see https://docs.slack.dev/reference/app-manifest
 */
export function readManifest(yaml: string): Manifest {
  const root = object(parse(yaml));
  const features = object(root.features);
  const commands = list(features.slash_commands);
  const shortcuts = list(features.shortcuts);
  return {
    commands: commands.map((one) => ({
      name: string(one.command),
      description: string(one.description),
      hint: string(one.usage_hint),
    })),
    shortcuts: shortcuts.map((one) => ({
      callbackId: string(one.callback_id),
      name: string(one.name),
      description: string(one.description),
      on: one.type === 'message' ? 'message' : 'global',
    })),
    events: new Set(
      (object(object(root.settings).event_subscriptions).bot_events as string[] | undefined) ?? [],
    ),
    scopes: (object(object(root.oauth_config).scopes).bot as string[] | undefined) ?? [],
    prompts: list(object(features.agent_view).suggested_prompts).map((one) => ({
      title: string(one.title),
      message: string(one.message),
    })),
  };
}

function object(value: unknown): Loose {
  return value !== null && typeof value === 'object' ? (value as Loose) : {};
}

function list(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
