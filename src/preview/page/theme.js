// Runs before the page is drawn, so that it does not flash in the other colours.
const KEY = 'afghan-brief-theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const SAID = { auto: 'as the system', light: 'light', dark: 'dark' };

function readTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept !== null && kept in NEXT ? kept : 'auto';
  } catch {
    return 'auto'; // Storage is switched off.
  }
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.getElementById('theme')?.setAttribute('aria-label', `Theme: ${SAID[theme]}. Change`);
}

applyTheme(readTheme());

document.addEventListener('DOMContentLoaded', () => {
  applyTheme(readTheme());
  document.getElementById('theme').addEventListener('click', () => {
    const theme = NEXT[document.documentElement.dataset.theme];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It lasts until the page is left.
    }
    applyTheme(theme);
  });
});
