import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const BLANK = 'about:blank';

/** Why the tests in a real browser are skipped; null: they run. */
export const NO_BROWSER = existsSync(CHROMIUM) ? null : `${CHROMIUM} is missing`;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  readonly page: Page;
  /** Opens a workspace at its usual size; whatever goes wrong in it is in `failures`. */
  visit(url: string, failures: string[]): Promise<void>;
  /** Leaves the workspace, which may then stop. */
  leave(): Promise<void>;
}

/**
 * One page for all tests of a file: opening one takes most of a short test's time. Each workspace has a
 * port of its own, so each is another origin, with nothing stored from the one before.
 */
export async function visitor(browser: Browser): Promise<Visitor> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  let at = { url: BLANK, failures: [] as string[] };
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => at.failures.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') at.failures.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url !== BLANK && !url.startsWith(at.url)) at.failures.push(`left the machine: ${url}`);
  });
  return {
    page,
    async visit(url, failures) {
      at = { url, failures };
      await page.setViewportSize({ width: 1200, height: 800 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(url);
      await page.locator('#messages > li').first().waitFor();
    },
    async leave() {
      // What the page asked of its workspace before it left may be reported after: `at` stays.
      await page.goto(BLANK);
    },
  };
}

/** Types into the message box and sends it. */
export async function send(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  await box.fill(text);
  await page.locator('#composer').getByRole('button', { name: 'Send' }).click();
}
