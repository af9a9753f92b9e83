import { look } from './api.js';
import { showDialog } from './dialogs.js';
import { at, byId, direct, linkedMessage, move, shell } from './place.js';
import { keepingFocus, showRows } from './rows.js';

const seen = new Map();
let goTo = linkedMessage;
let fresh = true;
/** A message from here whose thread opens when it is answered there. */
let awaited = '';
let refreshing = null;
let again = false;

/** One at a time: what changes meanwhile is fetched after it. */
export function refresh() {
  if (refreshing) again = true;
  else {
    refreshing = draw().finally(() => {
      refreshing = null;
      if (again) {
        again = false;
        refresh();
      }
    });
  }
  return refreshing;
}

export function awaitAnswer(ts) {
  awaited = ts;
  refresh();
}

let drawn = '';

async function draw() {
  const looking = { person: at.person, conversation: at.conversation, thread: at.thread };
  const shown = await look(looking);
  if (!shown || looking.conversation !== at.conversation || looking.person !== at.person) return;
  const place = `${looking.person}/${looking.conversation}`;
  if (drawn !== place) {
    byId('messages').replaceChildren();
    fresh = true;
  }
  drawn = place;
  const added = showRows(byId('messages'), shown.messages);
  scrollTo(byId('scroll'), added, fresh);
  byId('purpose').textContent = shown.purpose;
  showUncovered();
  byId('status').textContent = doing(shown.status);
  const answered = shown.messages.find((row) => row.key === awaited && row.replies > 0);
  if (answered && !at.thread) {
    awaited = '';
    move({ thread: answered.key });
    again = true;
  }
  drawThread(shown.thread);
  // As in Slack, suggestions are for a conversation that has not begun.
  drawPrompts(shown.messages.length === 0 ? shown.prompts : null);
  byId('invite').hidden = !shown.canInvite;
  const home = byId('home');
  const version = shown.home ? `${shown.home.key}/${shown.home.version}` : '';
  if (home.dataset.version !== version) {
    home.dataset.version = version;
    keepingFocus(home, () => {
      home.innerHTML = shown.home?.html ?? '';
    });
  }
  showDialog(shown.dialog);
  drawUnread(shown.latest);
  if (!fresh) announce(added);
  fresh = false;
}

/** "is searching…", as the app says it, with its name. */
function doing(status) {
  return status && `${shell.bot.name} ${status}`;
}

let covered = false;

/** Messages that came while the Home tab was shown could not be scrolled to. */
function showUncovered() {
  const { hidden } = byId('conversation');
  if (covered && !hidden) byId('messages').lastElementChild?.scrollIntoView({ block: 'start' });
  covered = hidden;
}

let threadDrawn = '';

function drawThread(thread) {
  byId('thread').hidden = thread === null;
  if (!thread) {
    threadDrawn = '';
    byId('thread-messages').replaceChildren();
    return;
  }
  const first = threadDrawn !== at.thread;
  if (first) byId('thread-messages').replaceChildren();
  const added = showRows(byId('thread-messages'), thread.rows);
  byId('thread-status').textContent = doing(thread.status);
  scrollTo(byId('thread').querySelector('.scroll'), added, first);
  // Someone who is typing goes on typing; someone who opened it goes there.
  const typing = document.activeElement === byId('composer-text') && !covers();
  if (first && !typing) byId('thread-title').focus();
  if (!first || typing) announce(first ? added.slice(1) : added);
  threadDrawn = at.thread;
}

/** On a narrow screen the thread lies over the channel. */
function covers() {
  return getComputedStyle(byId('thread')).position === 'fixed';
}

function drawPrompts(suggested) {
  const list = document.createElement('ul');
  for (const prompt of suggested?.prompts ?? []) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'example';
    button.dataset.send = prompt.message;
    button.textContent = prompt.title;
    item.append(button);
    list.append(item);
  }
  const title = document.createElement('p');
  title.textContent = suggested?.title ?? '';
  const key = JSON.stringify(suggested);
  if (byId('prompts').dataset.key === key) return;
  byId('prompts').dataset.key = key;
  byId('prompts').replaceChildren(...(suggested ? [title, list] : []));
}

function drawUnread(latest) {
  for (const link of document.querySelectorAll('[data-open]')) {
    const id = link.dataset.open === 'direct' ? direct() : link.dataset.open;
    const key = `${at.person}/${id}`;
    const reading = id === at.conversation && byId('home').hidden;
    if (reading || !seen.has(key)) seen.set(key, latest[id]);
    link.querySelector('.unread').hidden = seen.get(key) === latest[id];
    if (id === direct()) byId('tab-unread').hidden = seen.get(key) === latest[id];
  }
}

/** The beginning of what is new must be in sight, not its end. */
function scrollTo(box, added, first) {
  const linked = goTo && [...box.querySelectorAll('li')].find((one) => one.dataset.key === goTo);
  if (linked) {
    goTo = null;
    linked.scrollIntoView({ block: 'start' });
    return;
  }
  if (added.length === 0) return;
  const own = added.filter(({ row }) => row.own);
  // At first: the last question, with its answer below it; later: the first of what is new.
  const { item } = first ? (own.at(-1) ?? added.at(-1)) : added[0];
  const bottom = box.scrollHeight - box.clientHeight;
  const alone = first && added.length === 1;
  box.scrollTop = alone ? 0 : Math.min(bottom, item.offsetTop - box.offsetTop);
}

/** A screen reader hears the message's own text, which is written for it, not the blocks. */
function announce(added) {
  const words = added.filter(({ row }) => !row.own).map(({ row }) => row.spoken);
  if (words.length > 0) byId('announcer').textContent = words.join('\n');
}
