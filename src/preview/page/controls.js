/** What stands in the controls of a message or a window: block id → action id → values. */
export function valuesIn(container) {
  const values = {};
  for (const control of container.querySelectorAll('[data-kind]')) {
    if (!/select$|picker$|input$|checkboxes|radio/.test(control.dataset.kind)) continue;
    const { block, action } = control.dataset;
    values[block] = { ...values[block], [action]: chosenIn(control) };
  }
  return values;
}

export function chosenIn(control) {
  if (control.classList.contains('choices')) {
    return [...control.querySelectorAll('input:checked')].map((input) => input.value);
  }
  return 'value' in control && control.value !== '' && control.tagName !== 'BUTTON'
    ? [control.value]
    : [];
}

/** Puts values back into controls with the same ids, as Slack keeps what was typed when a window changes. */
export function restoreValues(container, values) {
  for (const control of container.querySelectorAll('[data-kind]')) {
    const given = values[control.dataset.block]?.[control.dataset.action];
    if (given === undefined) continue;
    if (control.classList.contains('choices')) {
      for (const input of control.querySelectorAll('input')) {
        input.checked = given.includes(input.value);
      }
    } else if ('value' in control && control.tagName !== 'BUTTON') {
      control.value = given[0] ?? '';
    }
  }
}

/** The control of an event that acts at once, with what was chosen; null for everything else. */
export function pressedIn(event) {
  const control = event.target.closest('[data-kind]');
  if (!control) return null;
  const plain = control.matches('button, a');
  if (event.type === 'click' && !plain) return null;
  if (event.type === 'change' && (plain || control.dataset.acts === undefined)) return null;
  const chosen = control.dataset.value;
  return { control, raw: plain ? (chosen === undefined ? [] : [chosen]) : chosenIn(control) };
}
