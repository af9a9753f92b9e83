import type { SuggestedPrompts } from '../state/conversation.ts';
import { failed, type Method, text } from './method.ts';

/** The agent's part of a conversation: its status line and the questions that it suggests. */
export const assistantMethods: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus'(args, { workspace }) {
    const conversation = workspace.conversation(text(args, 'channel_id'));
    if (!conversation) return failed('channel_not_found');
    workspace.setStatus(conversation.id, text(args, 'thread_ts'), text(args, 'status'));
    return { ok: true };
  },

  'assistant.threads.setSuggestedPrompts'(args, { workspace }) {
    const conversation = workspace.conversation(text(args, 'channel_id'));
    if (!conversation) return failed('channel_not_found');
    const prompts = args.prompts as SuggestedPrompts['prompts'] | undefined;
    if (!Array.isArray(prompts) || prompts.length > 4) return failed('invalid_arguments');
    const title = text(args, 'title');
    workspace.setPrompts(conversation.id, { prompts, ...(title ? { title } : {}) });
    return { ok: true };
  },

  'assistant.threads.setTitle': () => ({ ok: true }),
};
