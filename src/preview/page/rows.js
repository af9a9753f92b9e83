/**
 * Makes a list show these rows: new ones are added, changed ones redrawn, the others left alone, so that
 * focus, selection and open menus stay. Returns the rows that are new.
 */
export function showRows(list, rows) {
  const present = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const added = [];
  let before = null;
  for (const row of rows) {
    let item = present.get(row.key);
    present.delete(row.key);
    if (!item) {
      item = document.createElement('li');
      item.dataset.key = row.key;
      draw(item, row);
      added.push({ row, item });
    } else if (item.dataset.version !== row.version) {
      keepingFocus(item, () => draw(item, row));
    }
    const next = before ? before.nextSibling : list.firstChild;
    if (next !== item) list.insertBefore(item, next);
    before = item;
  }
  for (const gone of present.values()) gone.remove();
  return added;
}

function draw(item, row) {
  item.dataset.version = row.version;
  item.innerHTML = row.html;
}

/** Redraws; when the focus was inside, it goes to the same control again. */
export function keepingFocus(container, redraw) {
  const active = document.activeElement;
  const inside = container.contains(active) ? active : null;
  const same = inside && describe(inside);
  redraw();
  if (inside === null) return;
  const again = same && [...container.querySelectorAll(same.tag)].find((one) => same.is(one));
  (again ?? container.querySelector('button, a, [tabindex]'))?.focus();
}

function describe(element) {
  const { action, value, thread, shortcut } = element.dataset;
  return {
    tag: element.tagName,
    is: (one) =>
      one.dataset.action === action &&
      one.dataset.value === value &&
      one.dataset.thread === thread &&
      one.dataset.shortcut === shortcut &&
      one.id === element.id,
  };
}
