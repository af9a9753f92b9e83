import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

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

/** A page of its own; whatever goes wrong in it is in `failures`. */
export async function openPage(
  browser: Browser,
  url: string,
  failures: string[],
  size = { width: 1200, height: 800 },
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => failures.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) failures.push(`left the machine: ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('#messages > li').first().waitFor();
  return page;
}

/** Types into the message box and sends it. */
export async function send(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  await box.fill(text);
  await page.locator('#composer').getByRole('button', { name: 'Send' }).click();
}
