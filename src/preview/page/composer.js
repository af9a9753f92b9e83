/**
 * A message box: Enter sends, Shift+Enter breaks the line; `/` at the start lists the commands, `@` the bot.
 * `send` resolves to whether the text was taken; otherwise it stays.
 */
export function wireComposer(form, shell, send) {
  const box = form.querySelector('textarea');
  const list = form.querySelector('[role="listbox"]');
  let offers = [];
  let chosen = 0;

  function offered() {
    const text = box.value.slice(0, box.selectionStart);
    if (/^\/\S*$/.test(text)) {
      return shell.commands
        .filter((command) => command.name.startsWith(text))
        .map((command) => ({
          insert: `${command.name} `,
          from: 0,
          title: `${command.name} ${command.hint}`,
          about: command.about,
        }));
    }
    const mention = /(?:^|\s)@([\w -]*)$/.exec(text);
    if (!mention) return [];
    const typed = mention[1].toLowerCase();
    const fits =
      shell.bot.name.toLowerCase().startsWith(typed) || shell.bot.handle.startsWith(typed);
    if (!fits) return [];
    const from = text.length - mention[1].length - 1;
    return [{ insert: `@${shell.bot.name} `, from, title: `@${shell.bot.name}`, about: 'The bot' }];
  }

  function show() {
    offers = offered();
    chosen = 0;
    list.replaceChildren(
      ...offers.map((offer, index) => {
        const item = document.createElement('li');
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.textContent = offer.title;
        const about = document.createElement('small');
        about.textContent = offer.about;
        item.append(about);
        item.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(index);
        });
        return item;
      }),
    );
    mark();
  }

  function mark() {
    const open = offers.length > 0;
    list.hidden = !open;
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(index === chosen));
    }
    if (open) box.setAttribute('aria-activedescendant', `${list.id}-${chosen}`);
    else box.removeAttribute('aria-activedescendant');
  }

  function hide() {
    offers = [];
    mark();
  }

  function take(index) {
    const offer = offers[index];
    const rest = box.value.slice(box.selectionStart);
    box.value = box.value.slice(0, offer.from) + offer.insert + rest;
    const at = offer.from + offer.insert.length;
    box.setSelectionRange(at, at);
    hide();
  }

  box.addEventListener('input', show);
  box.addEventListener('blur', hide);
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (offers.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        chosen = (chosen + step + offers.length) % offers.length;
        return mark();
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        return hide();
      }
      // A command that is typed out is sent by Enter, not completed again.
      const whole = box.value.trim() === offers[chosen].insert.trim();
      if (event.key === 'Tab' || (event.key === 'Enter' && !whole)) {
        event.preventDefault();
        return take(chosen);
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = box.value;
    if (text.trim() === '') return;
    hide();
    box.value = '';
    if (!(await send(text)) && box.value === '') box.value = text;
  });
}
