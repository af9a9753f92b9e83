import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SHORTCUTS } from '../../src/slack/action-ids.ts';

const manifest = parse(readFileSync('manifest.yml', 'utf8'));
const sources = readdirSync('src/slack', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/slack/${name}`, 'utf8'))
  .join('\n');

/**
 * Bot scopes of the methods and events that src/slack uses; one of each inner list is needed.
 * @see https://docs.slack.dev/reference/methods
 */
const METHOD_SCOPES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'assistant.threads.setStatus': [['chat:write']],
  'assistant.threads.setSuggestedPrompts': [['assistant:write']],
  'auth.test': [],
  'chat.delete': [['chat:write']],
  'chat.postEphemeral': [['chat:write']],
  'chat.postMessage': [['chat:write']],
  'chat.update': [['chat:write']],
  'conversations.history': [['channels:history'], ['groups:history']],
  'conversations.info': [['channels:read'], ['groups:read']],
  'conversations.replies': [['channels:history'], ['groups:history'], ['im:history']],
  'users.conversations': [['channels:read'], ['groups:read']],
  'users.info': [['users:read']],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};
/** Properties that need a scope to be read. @see https://docs.slack.dev/reference/objects/file-object */
const PROPERTY_SCOPES: Readonly<Record<string, readonly string[]>> = {
  url_private_download: ['files:read'],
};
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: [],
};
const scopes: readonly string[] = manifest.oauth_config.scopes.bot;
const events: readonly string[] = manifest.settings.event_subscriptions.bot_events;
const used = [
  ...new Set(
    [...sources.matchAll(/\bclient(?:\s*\.\s*)((?:\w+\s*\.\s*)+\w+)\(/g)].map((m) =>
      (m[1] ?? '').replaceAll(/\s/g, ''),
    ),
  ),
].sort();

describe('manifest.yml', () => {
  it('the table above knows every Web API method that src/slack calls', () => {
    expect(used).toEqual(Object.keys(METHOD_SCOPES).sort());
  });

  it('asks for exactly the scopes that methods, events, commands and shortcuts need', () => {
    const needed = new Set([
      ...Object.values(METHOD_SCOPES).flat(2),
      ...events.flatMap((event) => EVENT_SCOPES[event] ?? [`no scopes known for ${event}`]),
      ...Object.entries(PROPERTY_SCOPES).flatMap(([name, needs]) =>
        sources.includes(name) ? needs : [],
      ),
      'commands',
    ]);
    expect([...scopes].sort()).toEqual([...needed].sort());
  });

  it('subscribes to exactly the events that have a listener', () => {
    const register = readFileSync('src/slack/register.ts', 'utf8');
    const heard = [...register.matchAll(/app\.event\('(\w+)'/g)].map((match) => match[1]);
    expect(register).toContain('app.message(');
    const kinds = events.map((event) => event.replace(/^message\..*/, 'message'));
    expect([...new Set(kinds)].sort()).toEqual([...heard, 'message'].sort());
  });

  it('names the command and the shortcuts that are answered', () => {
    expect(manifest.features.slash_commands.map((one: { command: string }) => one.command)).toEqual(
      ['/afghan-brief'],
    );
    const ids = manifest.features.shortcuts.map((one: { callback_id: string }) => one.callback_id);
    expect(ids.sort()).toEqual(Object.values(SHORTCUTS).sort());
  });

  it('is an agent with a home tab and a messages tab that people can write in', () => {
    expect(manifest.features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(manifest.features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
    expect(manifest.features.assistant_view).toBeUndefined();
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });

  it("keeps to the lengths of Slack's schema", () => {
    const { display_information: about, features } = manifest;
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(about.long_description.length).toBeGreaterThanOrEqual(175);
    expect(about.long_description.length).toBeLessThanOrEqual(4000);
    expect(about.background_color).toMatch(/^#[0-9a-f]{6}$/);
    for (const shortcut of features.shortcuts) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24);
      expect(shortcut.description.length).toBeLessThanOrEqual(150);
      expect(['message', 'global']).toContain(shortcut.type);
    }
    for (const command of features.slash_commands) {
      expect(command.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(command.description.length).toBeLessThanOrEqual(2000);
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it('asks for nothing that reads more than it must', () => {
    for (const scope of ['chat:write.public', 'channels:join', 'files:write', 'users:read.email']) {
      expect(scopes).not.toContain(scope);
    }
  });
});
