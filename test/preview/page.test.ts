import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../src/preview/start-preview.ts';
import { launch, NO_BROWSER, send, type Visitor, visitor } from './browser.ts';
import { createSmallApp, HOSTILE, SMALL_MANIFEST } from './small-app.ts';
import { steadyClock } from './steady-clock.ts';
import { testLog } from './test-log.ts';

if (NO_BROWSER) console.warn(`The page is not tested in a browser: ${NO_BROWSER}`);

describe.skipIf(NO_BROWSER)('the page, over a small app', () => {
  let browser: Browser;
  let preview: Preview;
  let at: Visitor;
  let page: Page;
  let failures: string[];

  beforeAll(async () => {
    browser = await launch();
    at = await visitor(browser);
    page = at.page;
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    preview = await startPreview({
      createApp: createSmallApp,
      manifest: SMALL_MANIFEST,
      port: 0,
      clock: steadyClock(),
      timeZone: 'Asia/Kabul',
      log: testLog(),
    });
    failures = [];
    await at.visit(preview.url, failures);
  });
  afterEach(async () => {
    await at.leave();
    await preview.stop();
    expect(failures).toEqual([]);
  });

  const dialog = () => page.getByRole('dialog');
  const last = () => page.locator('#messages > li').last();

  it('shows what to try, and does it at a click', async () => {
    await page.getByText('Preview: this is not Slack.').waitFor();
    await page.getByText('How to connect Slack').click();
    await page.getByText('SLACK_APP_TOKEN').waitFor();
    await page.getByRole('button', { name: '/afghan-brief ttp' }).click();
    await last().getByText('You asked: ttp').waitFor();
    await last().getByText('Only visible to you').waitFor();
  });

  it('keeps hostile words words', async () => {
    await send(page, '/afghan-brief hostile');
    const quote = last().locator('blockquote');
    await quote.waitFor();
    expect(await quote.textContent()).toBe(`${HOSTILE} The matched sentence.`);
    expect(await quote.locator('script, a, mark, em, code').count()).toBe(0);
    expect(await last().getByRole('heading').textContent()).toBe('Tehrik-e-Taliban Pakistan *ttp*');
    // What turns the direction of its own line leaves the next one alone.
    const line = last().locator('p', { hasText: '· The publisher ·' });
    const title = await line.getByRole('link').boundingBox();
    const whole = await line.boundingBox();
    expect(title?.x).toBe(whole?.x);
  });

  it('keeps what a person types words, too', async () => {
    await send(page, 'Look: <!channel> <b>x</b> & “y”');
    await last().getByText('Look:').waitFor();
    expect(await last().locator('.blocks').textContent()).toBe('Look: <!channel> <b>x</b> & “y”');
    expect(await last().locator('mark, b').count()).toBe(0);
  });

  it('opens the context, pages in it and closes it by keyboard', async () => {
    await send(page, '/afghan-brief ttp');
    await page.getByRole('button', { name: 'Context' }).click();
    await dialog().getByText('Page 1 of the article').waitFor();
    await page.getByRole('button', { name: 'Later paragraphs' }).click();
    await dialog().getByText('Page 2 of the article').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Later paragraphs');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').textContent()).toBe('Context');
  });

  it('asks before it shares, and marks the feedback that was given', async () => {
    await send(page, '/afghan-brief ttp');
    await page.getByRole('button', { name: 'Share to channel' }).click();
    await dialog().getByText('Everyone sees it.').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Share to channel' }).click();
    await dialog().getByRole('button', { name: 'Yes' }).click();
    await last().getByText('Shared by @Sahar').waitFor();
    await page.getByRole('button', { name: 'Useful', exact: true }).click();
    await page.locator('[aria-pressed="true"]', { hasText: 'Useful' }).waitFor();
  });

  it('shows errors of a dialog in place and keeps what was filled in', async () => {
    await send(page, '/afghan-brief digest');
    await dialog().getByLabel('Day 1').check();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('No such time zone.').waitFor();
    const zone = dialog().getByRole('textbox', { name: 'Time zone' });
    expect(await zone.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(':focus').inputValue()).toBe('Nowhere');
    await zone.fill('Asia/Kabul');
    expect(await dialog().getByLabel('Day 1').isChecked()).toBe(true);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await last().getByText('Digest set for days 1').waitFor();
  });

  it('asks for what is required before the app is asked', async () => {
    await send(page, '/afghan-brief digest');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('Please complete this required field.').waitFor();
  });

  it('answers a mention in its thread, and a reply there without one', async () => {
    await send(page, '@afghan-brief ttp');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.locator('blockquote').waitFor();
    const reply = page.getByRole('textbox', { name: 'Reply in the thread' });
    await reply.fill('and then?');
    await reply.press('Enter');
    await thread.getByText('Followed up: and then?').waitFor();
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await last().getByRole('button', { name: '3 replies' }).waitFor();
  });

  it('has a home tab, direct messages and a way back', async () => {
    await page.getByRole('link', { name: 'Afghan Brief' }).click();
    await page.getByRole('heading', { name: 'What is covered' }).waitFor();
    await page.getByRole('button', { name: 'Set a digest' }).click();
    await dialog().getByText('Digest', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Messages' }).click();
    await send(page, 'hello');
    await last().getByText('You wrote: hello').waitFor();
    await page.reload();
    await last().getByText('You wrote: hello').waitFor();
  });

  it('is invited to a channel that it is not in', async () => {
    await page.getByRole('link', { name: 'general-desk' }).click();
    await send(page, '@Afghan Brief hello');
    await page.getByRole('alert').getByText('is not in #general-desk').waitFor();
    await page.getByRole('button', { name: 'Add Afghan Brief' }).click();
    await last().getByText('Thank you for adding me.').waitFor();
    await page.locator('#invite').waitFor({ state: 'hidden' });
  });

  it('offers the shortcuts of the manifest on a message', async () => {
    await page.getByLabel('Message shortcuts').first().click();
    await page.getByRole('button', { name: 'Verify quotes in this message' }).click();
    await dialog().getByText('Of: Can someone check').waitFor();
  });

  it('says as Slack does what cannot be', async () => {
    const notice = page.locator('#notice');
    await send(page, '/unknown');
    await notice.getByText('/unknown is not a valid command.').waitFor();
    await send(page, '/afghan-brief no-ack');
    await notice.getByText('dispatch_failed').waitFor();
  });

  it('shows one person only what is theirs', async () => {
    await send(page, '/afghan-brief ttp');
    await last().getByText('Only visible to you').waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Omid, reporter' });
    await page.getByText('Only visible to you').waitFor({ state: 'detached' });
    expect(await page.locator('#messages > li').count()).toBe(1);
  });

  it('works by keyboard alone', async () => {
    const box = page.getByRole('textbox', { name: 'Message', exact: true });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('composer-text');
    await page.keyboard.type('/af');
    await page.getByRole('option', { name: /afghan-brief/ }).waitFor();
    expect(await box.getAttribute('aria-activedescendant')).toBe('composer-list-0');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('/afghan-brief ');
    await page.keyboard.type('ttp');
    await page.keyboard.press('Enter');
    await last().getByText('You asked: ttp').waitFor();
    await page.locator('#announcer', { hasText: 'Afghan Brief: Answer to ttp' }).waitFor();
    for (let tab = 0; tab < 20; tab += 1) {
      if ((await page.locator(':focus').textContent()) === 'Context') break;
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').textContent()).toBe('Context');
  });

  it('fits 375 pixels, with a dialog and a thread', async () => {
    await page.setViewportSize({ width: 375, height: 720 });
    const overflow = () =>
      page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await send(page, `/afghan-brief ${'x'.repeat(200)}`);
    await last().locator('blockquote').waitFor();
    expect(await overflow()).toBe(0);
    await send(page, '@afghan-brief ttp');
    await page.getByRole('complementary').locator('blockquote').waitFor();
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await send(page, '/afghan-brief digest');
    await dialog().waitFor();
    expect(await overflow()).toBe(0);
    const box = await dialog().boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 375).toBe(true);
  });

  it('is dark where the system is, and as the person says', async () => {
    const back = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await back();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await back();
    expect(dark).not.toBe(light);
    await page.getByRole('button', { name: /^Theme/ }).click();
    expect(await back()).toBe(light);
    await page.reload();
    expect(await back()).toBe(light);
  });
});
