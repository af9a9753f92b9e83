export const byId = (id) => document.getElementById(id);
export const shell = JSON.parse(document.body.dataset.shell);
const address = new URLSearchParams(location.search);

/** Where the person is; the address keeps it. */
export const at = {
  person: shell.people.includes(address.get('u')) ? address.get('u') : shell.people[0],
  conversation: address.get('c') ?? 'C0AFGHAN',
  thread: address.get('t') ?? '',
  tab: address.get('tab') ?? 'messages',
};
/** A message to show first: from a permalink. */
export const linkedMessage = address.get('m');

export const direct = () => `D${at.person.slice(1)}`;
export const isDirect = () => at.conversation.startsWith('D');

/** Moves the person there. */
export function move(change) {
  Object.assign(at, change);
  if (isDirect()) at.conversation = direct();
  const address = { u: at.person, c: at.conversation };
  if (at.thread) address.t = at.thread;
  if (isDirect()) address.tab = at.tab;
  history.replaceState(null, '', `/?${new URLSearchParams(address)}`);
  frame();
}

/** What does not come from the server. */
function frame() {
  byId('person').value = at.person;
  for (const link of document.querySelectorAll('[data-open]')) {
    const id = link.dataset.open === 'direct' ? direct() : link.dataset.open;
    if (id === at.conversation) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const current = document.querySelector('[aria-current]');
  const title = isDirect() ? shell.bot.name : current.textContent.replace(/\s*new$/, '').trim();
  byId('title').textContent = isDirect() ? title : `#${title.replace(/^#\s*/, '')}`;
  document.title = `${byId('title').textContent} · Afghan Brief preview`;
  const home = isDirect() && at.tab === 'home';
  byId('tabs').hidden = !isDirect();
  byId('tab-home').setAttribute('aria-selected', String(home));
  byId('tab-messages').setAttribute('aria-selected', String(!home));
  byId('tab-home').tabIndex = home ? 0 : -1;
  byId('tab-messages').tabIndex = home ? -1 : 0;
  byId('home').hidden = !home;
  byId('conversation').hidden = home;
  byId('intro').hidden = at.conversation !== 'C0AFGHAN';
}
