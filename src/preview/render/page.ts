import type { Manifest } from '../manifest.ts';
import type { Conversation } from '../state/conversation.ts';
import { BOT, type Person, TEAM } from '../state/people.ts';
import { type Html, html } from './html.ts';

export interface PageParts {
  readonly people: readonly Person[];
  readonly channels: readonly Conversation[];
  readonly manifest: Manifest;
  /** What to try first; each is sent as if it was typed. */
  readonly examples: readonly string[];
}

/** The frame of the page. What changes in it is filled in by the page's script. */
export function page({ people, channels, manifest, examples }: PageParts): string {
  const commands = manifest.commands.map((one) => ({
    name: one.name,
    about: one.description,
    hint: one.hint,
  }));
  const shell = { bot: BOT, commands, people: people.map((one) => one.id) };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Afghan Brief preview</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/page.css">
<link rel="stylesheet" href="/page/blocks.css">
<script src="/page/theme.js"></script>
<script type="module" src="/page/main.js"></script>
</head>
<body data-shell="${JSON.stringify(shell)}">
<a class="skip" href="#composer-text">Skip to the message box</a>
<header class="banner">
<p><strong>Preview: this is not Slack.</strong> <span class="banner-more">The bot is real; nothing you type leaves this computer.</span></p>
${connecting()}
<div class="banner-tools">
<label>You are <select id="person">${people.map(
    (one) => html`<option value="${one.id}">${one.name}, ${one.role.toLowerCase()}</option>`,
  )}</select></label>
<button type="button" class="button" id="theme" aria-label="Theme: as the system. Change">◐</button>
</div>
</header>
<div class="layout">
<nav class="sidebar" aria-label="Conversations">
<h2>${TEAM.name}</h2>
<h3>Channels</h3>
<ul>${channels.map((one) => link(one.id, html`<span aria-hidden="true">#</span> ${one.name}`))}</ul>
<h3>Apps</h3>
<ul>${link('direct', html`${BOT.name}`)}</ul>
${globalShortcuts(manifest)}
</nav>
<main class="main" id="main">
<header class="main-head"><div><h1 id="title" tabindex="-1"></h1><p id="purpose"></p></div>
<div class="tabs" role="tablist" aria-label="${BOT.name}" id="tabs" hidden>
<button type="button" role="tab" id="tab-home" aria-controls="home">Home</button>
<button type="button" role="tab" id="tab-messages" aria-controls="conversation">Messages <span class="unread" id="tab-unread" hidden>new</span></button>
</div></header>
<section class="home" id="home" role="tabpanel" aria-labelledby="tab-home" hidden></section>
<div class="conversation" id="conversation">
<div class="scroll" id="scroll" tabindex="0" role="region" aria-label="Messages">
${intro(examples)}
<ol class="messages" id="messages"></ol>
<p class="status" id="status" role="status"></p>
<div class="prompts" id="prompts"></div>
</div>
<div class="invite" id="invite" hidden><p>${BOT.name} is not in this channel yet.</p><button type="button" class="button button-primary">Add ${BOT.name}</button></div>
${composer('composer', 'Message')}
</div>
</main>
<aside class="thread" id="thread" aria-labelledby="thread-title" hidden>
<header class="thread-head"><h2 id="thread-title" tabindex="-1">Thread</h2><button type="button" class="tool" id="thread-close" aria-label="Close the thread">✕</button></header>
<div class="scroll" tabindex="0" role="region" aria-label="Messages of the thread"><ol class="messages" id="thread-messages"></ol><p class="status" id="thread-status" role="status"></p></div>
${composer('reply', 'Reply in the thread')}
</aside>
</div>
<div class="notice" id="notice" role="alert"></div>
<div class="visually-hidden" id="announcer" aria-live="polite"></div>
<dialog class="dialog" id="dialog" aria-labelledby="dialog-title"></dialog>
<dialog class="dialog dialog-small" id="confirm" aria-labelledby="confirm-title"></dialog>
<noscript><p class="notice">This page needs JavaScript. The command line needs none: <code>npx afghan-brief ask ttp</code></p></noscript>
</body>
</html>`.markup;
}

function connecting(): Html {
  return html`<details class="connect"><summary>How to connect Slack</summary><ol>
<li>At <a href="https://api.slack.com/apps" target="_blank" rel="noreferrer noopener">api.slack.com/apps</a>, choose “Create New App”, “From a manifest”, and paste <code>manifest.yml</code>.</li>
<li>Install the app to your workspace and copy its bot token (<code>xoxb-…</code>).</li>
<li>Under “App-Level Tokens”, make one with <code>connections:write</code> (<code>xapp-…</code>).</li>
<li>Put both into <code>.env</code> as <code>SLACK_BOT_TOKEN</code> and <code>SLACK_APP_TOKEN</code>.</li>
<li>Run <code>npm start</code> again, and invite the app to a channel.</li>
</ol></details>`;
}

function intro(examples: readonly string[]): Html {
  return html`<section class="intro" id="intro" aria-labelledby="intro-title">
<h2 id="intro-title">Ask what your articles say</h2>
<p>Every answer is made of word-for-word excerpts, each with its source. Try one:</p>
<ul>${examples.map(
    (example) =>
      html`<li><button type="button" class="example" data-send="${example}"><code>${example}</code></button></li>`,
  )}</ul>
<p>Or type your own below; <kbd>/</kbd> lists the commands, <kbd>@</kbd> mentions the bot.</p>
</section>`;
}

function link(id: string, words: Html): Html {
  return html`<li><a href="/" data-open="${id}">${words}<span class="unread" hidden>new</span></a></li>`;
}

function globalShortcuts({ shortcuts }: Manifest): Html | false {
  const global = shortcuts.filter((one) => one.on === 'global');
  return (
    global.length > 0 &&
    html`<h3>Shortcuts</h3><ul>${global.map(
      (one) =>
        html`<li><button type="button" class="linklike" data-shortcut="${one.callbackId}" title="${one.description}">${one.name}</button></li>`,
    )}</ul>`
  );
}

function composer(id: string, label: string): Html {
  return html`<form class="composer" id="${id}" autocomplete="off">
<ul class="suggestions" id="${id}-list" role="listbox" aria-label="Suggestions" hidden></ul>
<label class="visually-hidden" for="${id}-text">${label}</label>
<textarea id="${id}-text" rows="1" placeholder="${label}" aria-haspopup="listbox" aria-autocomplete="list" aria-controls="${id}-list"></textarea>
<button type="submit" class="button button-primary">Send</button>
</form>`;
}
