import { act } from './api.js';
import { wireComposer } from './composer.js';
import { pressedIn, valuesIn } from './controls.js';
import { confirmed, wireDialog } from './dialogs.js';
import { awaitAnswer, refresh } from './drawing.js';
import { at, byId, direct, isDirect, move, shell } from './place.js';

function go(change) {
  move(change);
  return refresh();
}

async function send(text, thread) {
  const outcome = await act('write', {
    person: at.person,
    conversation: at.conversation,
    text,
    ...(thread ? { thread } : {}),
  });
  if (outcome.posted && !thread) awaitAnswer(outcome.posted);
  await refresh();
  return outcome.posted || (!outcome.notice && !outcome.error);
}

async function press(event) {
  const pressed = pressedIn(event);
  if (!pressed) return;
  const { control, raw } = pressed;
  const blocks = control.closest('.blocks, [data-view]');
  if (!blocks || !(await confirmed(control))) return;
  const { ts, conversation, view } = blocks.dataset;
  const surface = view ? { kind: 'view', view } : { kind: 'message', conversation, ts };
  const { block: blockId, action: actionId } = control.dataset;
  await act('press', {
    person: at.person,
    surface,
    blockId,
    actionId,
    raw,
    values: valuesIn(blocks),
  });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-open]');
  if (link) {
    event.preventDefault();
    const id = link.dataset.open === 'direct' ? direct() : link.dataset.open;
    return openConversation(id);
  }
  const example = event.target.closest('[data-send]');
  if (example) return send(example.dataset.send);
  const thread = event.target.closest('[data-thread]');
  if (thread) return go({ thread: thread.dataset.thread });
  const shortcut = event.target.closest('[data-shortcut]');
  if (shortcut) {
    shortcut.closest('details')?.removeAttribute('open');
    const { ts, conversation } = shortcut.dataset;
    return act('shortcut', {
      person: at.person,
      callbackId: shortcut.dataset.shortcut,
      ...(ts ? { message: { conversation, ts } } : {}),
    });
  }
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.removeAttribute('open');
  }
  return press(event);
});
document.addEventListener('change', (event) => {
  if (event.target.id === 'person') return switchPerson(event.target.value);
  return press(event);
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.activeElement.closest('details.menu[open]');
  menu?.removeAttribute('open');
  menu?.querySelector('summary').focus();
});

function openConversation(id) {
  const moved = go({ conversation: id, thread: '' });
  byId('title').focus();
  return id.startsWith('D') ? openTab('home') : moved;
}

async function openTab(tab) {
  go({ tab });
  await act('open', { person: at.person, tab });
}

async function switchPerson(person) {
  at.person = person;
  await go({ thread: '' });
  if (isDirect()) await act('open', { person, tab: at.tab });
}

byId('tab-home').addEventListener('click', () => openTab('home'));
byId('tab-messages').addEventListener('click', () => openTab('messages'));
byId('tabs').addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const tab = at.tab === 'home' ? 'messages' : 'home';
  byId(`tab-${tab}`).focus();
  openTab(tab);
});
byId('invite')
  .querySelector('button')
  .addEventListener('click', () =>
    act('invite', { person: at.person, conversation: at.conversation }),
  );
byId('thread-close').addEventListener('click', () => {
  const opener = document.querySelector(`#messages [data-thread="${CSS.escape(at.thread)}"]`);
  go({ thread: '' });
  opener?.focus();
});
wireComposer(byId('composer'), shell, (text) => send(text));
wireComposer(byId('reply'), shell, (text) => send(text, at.thread));
wireDialog(() => at.person);

new EventSource('/events').addEventListener('change', refresh);
go({});
if (isDirect()) act('open', { person: at.person, tab: at.tab });
