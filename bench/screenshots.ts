/**
 * Makes the README's pictures of the local workspace, over the starter articles:
 * `node --import tsx bench/screenshots.ts`. Needs Chromium at /usr/bin/chromium.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openDesk, STARTER_CORPUS } from '../src/app/open-desk.ts';
import { memoryRunLog } from '../src/digest/memory-run-log.ts';
import { memoryShownExcerpts } from '../src/digest/memory-shown-excerpts.ts';
import { memorySubscriptions } from '../src/digest/memory-subscriptions.ts';
import { startPreview } from '../src/preview/start-preview.ts';
import { createApp } from '../src/slack/create-app.ts';
import { memoryFeedback } from '../src/slack/memory-feedback.ts';
import { memoryHandledEvents } from '../src/slack/memory-handled-events.ts';
import { memoryQuestions } from '../src/slack/memory-questions.ts';
import { memoryThreads } from '../src/slack/memory-threads.ts';
import { palettePng } from './palette-png.ts';

const FIGURES = fileURLToPath(new URL('figures/', import.meta.url));
const complain = (fields: object, message: string) => console.warn(message, fields);
const log = { debug() {}, info() {}, warn: complain, error: complain };

const { desk } = await openDesk([STARTER_CORPUS]);
// The same pictures on every day: times are those of one morning.
let now = Date.parse('2026-11-23T05:12:00Z');
const clock = () => {
  now += 1;
  return now;
};
const preview = await startPreview({
  manifest: readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'),
  port: 0,
  clock,
  timeZone: 'Europe/London',
  log,
  createApp: (parts) =>
    createApp({
      deskOf: () => desk,
      stores: {
        subscriptions: memorySubscriptions(),
        runLog: memoryRunLog(),
        shownExcerpts: memoryShownExcerpts(),
        handledEvents: memoryHandledEvents(),
        feedback: memoryFeedback(),
        threads: memoryThreads(),
        questions: memoryQuestions(),
      },
      clock,
      sleep: async () => {},
      every: () => () => {},
      log,
      ...parts,
    }),
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
mkdirSync(FIGURES, { recursive: true });

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(preview.url);
  await page.locator('#messages > li').first().waitFor();
  return page;
}

async function send(page: Page, text: string): Promise<void> {
  await page.locator('#composer-text').fill(text);
  await page.locator('#composer-text').press('Enter');
}

async function shoot(page: Page, name: string): Promise<void> {
  const png = palettePng(await page.screenshot());
  writeFileSync(`${FIGURES}${name}.png`, png);
  console.log(`bench/figures/${name}.png ${png.length} bytes`);
}

const desktop = { viewport: { width: 1100, height: 760 } };
const light = await open({ ...desktop, colorScheme: 'light' });
await shoot(light, 'workspace-first');
await send(light, '/afghan-brief ttp');
const answer = light.locator('#messages > li').last();
await answer.locator('blockquote').first().waitFor();
await shoot(light, 'workspace-answer');
await answer
  .getByRole('button', { name: /^Context/ })
  .first()
  .click();
await light.getByRole('dialog').locator('blockquote').first().waitFor();
await shoot(light, 'workspace-context');
await light.keyboard.press('Escape');

const dark = await open({ ...desktop, colorScheme: 'dark' });
await send(dark, '@Afghan Brief Zawahiri strike');
await dark.locator('#thread blockquote').first().waitFor();
await shoot(dark, 'workspace-thread-dark');
await dark.getByRole('button', { name: 'Close the thread' }).click();
await dark.getByRole('link', { name: 'Afghan Brief' }).click();
await dark.locator('#home h3').first().waitFor();
await shoot(dark, 'workspace-home-dark');

const phone = await open({ viewport: { width: 375, height: 740 }, colorScheme: 'light' });
await send(phone, '/afghan-brief quotes Muttaqi');
await phone.locator('#messages blockquote').last().waitFor();
await shoot(phone, 'workspace-phone');

await browser.close();
await preview.stop();
