import type { Shortcut } from '../manifest.ts';
import type { Posted } from '../state/conversation.ts';
import { block } from './block.ts';
import type { Drawing } from './drawing.ts';
import { type Html, html } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';
import { slackDate } from './slack-date.ts';

export interface MessageSurrounding {
  /** Number of replies when it starts a thread. */
  readonly replies: number;
  readonly inThread: boolean;
  readonly shortcuts: readonly Shortcut[];
}

/** One message of a list, with its menu and the way to its thread. */
export function message(one: Posted, around: MessageSurrounding, drawing: Drawing): Html {
  const author = drawing.person(one.author);
  const seconds = Number(one.ts.split('.')[0]);
  const inner = { ...drawing, pressed: one.pressed };
  const prefix = `${around.inThread ? 't' : 'm'}-${one.ts.replace('.', '-')}`;
  const body =
    one.blocks.length > 0
      ? one.blocks.map((each) => block(each, { prefix, surface: 'message' }, inner))
      : html`<div class="rich-text"><p>${mrkdwn(one.text, inner)}</p></div>`;
  const name = author?.name ?? one.author;
  return html`<article class="message ${one.onlyFor && 'ephemeral'}" aria-label="${name}, ${slackDate(seconds, '{time}', drawing.timeZone)}">
<div class="avatar avatar-${author?.handle ?? 'unknown'}" aria-hidden="true">${author?.bot ? 'AB' : name.slice(0, 1)}</div>
<div class="content">
<div class="byline">${one.onlyFor && html`<p class="only-you">Only visible to you</p>`}<span class="name">${name}</span>${author?.bot && html`<span class="badge">App</span>`}<time>${slackDate(seconds, '{time}', drawing.timeZone)}</time></div>
<div class="blocks" data-ts="${one.ts}" data-conversation="${one.conversation}">${body}</div>
${!one.onlyFor && tools(one, around)}
</div></article>`;
}

/** Slack offers neither threads nor shortcuts on what only one person sees. */
function tools(one: Posted, { replies, inThread, shortcuts }: MessageSurrounding): Html {
  const thread = html`<button type="button" class="tool" data-thread="${one.thread ?? one.ts}">${
    replies === 0 ? 'Reply in thread' : `${replies} ${replies === 1 ? 'reply' : 'replies'}`
  }</button>`;
  const items = shortcuts
    .filter((shortcut) => shortcut.on === 'message')
    .map(
      (shortcut) =>
        html`<li><button type="button" data-shortcut="${shortcut.callbackId}" data-ts="${one.ts}" data-conversation="${one.conversation}">${shortcut.name}<small>${shortcut.description}</small></button></li>`,
    );
  return html`<div class="tools">${!inThread && thread}${
    items.length > 0 &&
    html`<details class="menu"><summary class="tool" aria-label="Message shortcuts">⋯</summary><ul>${items}</ul></details>`
  }</div>`;
}
