import { act } from './api.js';
import { restoreValues, valuesIn } from './controls.js';
import { keepingFocus } from './rows.js';

const dialog = document.getElementById('dialog');
const asking = document.getElementById('confirm');
let shown = null;
let returnTo = null;
/** The window that the person closed here; the server may show it once more before it knows. */
let closedHere = '';

/** Shows the topmost window of the person, or none. */
export function showDialog(row) {
  if (!row || row.key === closedHere) {
    hide();
    return;
  }
  if (shown && shown.key === row.key && shown.version === row.version) return;
  const same = shown?.key === row.key;
  const values = same ? valuesIn(dialog) : {};
  shown = row;
  if (!dialog.open) {
    returnTo = document.activeElement;
    dialog.innerHTML = row.html;
    dialog.showModal();
    focusFirst();
    return;
  }
  if (!same) {
    dialog.innerHTML = row.html;
    focusFirst();
    return;
  }
  keepingFocus(dialog, () => {
    dialog.innerHTML = row.html;
    restoreValues(dialog, values);
  });
}

function hide() {
  if (!dialog.open) return;
  shown = null;
  dialog.close();
  dialog.replaceChildren();
  if (returnTo?.isConnected) returnTo.focus();
  else document.getElementById('composer-text').focus();
}

/** The first thing to fill in, else the title: it is read, and Tab goes on from there. */
function focusFirst() {
  const field = dialog.querySelector('.block-input :is(input, textarea, select)');
  (field ?? dialog.querySelector('#dialog-title')).focus();
  if (!field) dialog.querySelector('.dialog-body').scrollTop = 0;
}

export function wireDialog(person) {
  dialog.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('[type="submit"]');
    clearErrors(form);
    if (button) button.disabled = true;
    const outcome = await act('submit', {
      person: person(),
      view: form.dataset.view,
      values: valuesIn(form),
    });
    if (button) button.disabled = false;
    if (outcome.errors) showErrors(form, outcome.errors);
    if (outcome.notice) form.querySelector('#dialog-error').textContent = outcome.notice;
  });
  dialog.addEventListener('click', (event) => {
    const closing = event.target.closest('[data-close]');
    if (closing) close(person(), closing.dataset.close === 'all');
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close(person(), false);
  });
}

function close(person, all) {
  if (!shown) return;
  const view = shown.key;
  if (all || !dialog.querySelector('[data-previous]')) {
    closedHere = view;
    hide();
  }
  act('close', { person, view, all });
}

function clearErrors(form) {
  for (const error of form.querySelectorAll('.error')) error.textContent = '';
  for (const field of form.querySelectorAll('[aria-invalid]'))
    field.removeAttribute('aria-invalid');
}

function showErrors(form, errors) {
  let first = null;
  for (const [block, words] of Object.entries(errors)) {
    const input = form.querySelector(`[data-input="${CSS.escape(block)}"]`);
    if (!input) {
      form.querySelector('#dialog-error').textContent = words;
      continue;
    }
    input.querySelector('.error').textContent = words;
    const field = input.querySelector('[data-kind]');
    field.setAttribute('aria-invalid', 'true');
    first ??= field.matches('.choices') ? field.querySelector('input') : field;
  }
  first?.focus();
}

/** Asks before something is done: resolves to whether it may be. */
export function confirmed(control) {
  if (!control.dataset.confirm) return Promise.resolve(true);
  const words = JSON.parse(control.dataset.confirm);
  const title = document.createElement('h2');
  title.id = 'confirm-title';
  title.textContent = words.title || 'Are you sure?';
  const text = document.createElement('p');
  text.textContent = words.text;
  const no = button(words.deny || 'Cancel', 'button');
  const yes = button(words.confirm || 'Yes', 'button button-primary');
  const foot = document.createElement('footer');
  foot.className = 'dialog-foot';
  foot.append(no, yes);
  const body = document.createElement('div');
  body.className = 'dialog-body';
  body.append(title, text);
  asking.replaceChildren(body, foot);
  asking.showModal();
  no.focus();
  return new Promise((resolve) => {
    const end = (answer) => {
      asking.close();
      control.focus();
      resolve(answer);
    };
    yes.addEventListener('click', () => end(true));
    no.addEventListener('click', () => end(false));
    asking.oncancel = (event) => {
      event.preventDefault();
      end(false);
    };
  });
}

function button(words, className) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = words;
  return made;
}
