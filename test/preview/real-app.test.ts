import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { type Preview, startPreview } from '../../src/preview/start-preview.ts';
import { createApp } from '../../src/slack/create-app.ts';
import { DRAFTS, type Draft, smallDesk } from '../slack/builders/small-desk.ts';
import { memoryStores } from '../slack/support/harness.ts';
import { launch, NO_BROWSER, send, type Visitor, visitor } from './browser.ts';
import { steadyClock } from './steady-clock.ts';
import { type TestLog, testLog } from './test-log.ts';
import { violations } from './violations.ts';

if (NO_BROWSER) console.warn(`The real app is not tested in a browser: ${NO_BROWSER}`);

const BODY = DRAFTS.find((one) => one.id === 'border')?.body ?? '';
const [FIRST = ''] = BODY.split('\n\n');

/** Many paragraphs, so that the context has pages, with words that are markup elsewhere. */
const LONG: Draft = {
  id: 'long',
  title: 'A long <b>report</b> on the raids',
  publisher: 'Test Wire',
  publishedAt: '2026-11-19',
  topics: ['TTP'],
  body: Array.from(
    { length: 40 },
    (_, index) =>
      `Paragraph ${index + 1} of the report says the TTP raids in *district* ${index + 1} <!channel> &amp; <script>alert(1)</script> went on, and the guard counted ${index + 3} of them there before the snow came and the passes were closed.`,
  ).join('\n\n'),
};

describe.skipIf(NO_BROWSER)('the page, over the real app', () => {
  let browser: Browser;
  let preview: Preview;
  let at: Visitor;
  let page: Page;
  let log: TestLog;
  let failures: string[];

  let desk: Desk;
  beforeAll(async () => {
    desk = await smallDesk([...DRAFTS, LONG]);
    browser = await launch();
    at = await visitor(browser);
    page = at.page;
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    const clock = steadyClock();
    log = testLog();
    preview = await startPreview({
      manifest: readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'),
      port: 0,
      clock,
      timeZone: 'Asia/Kabul',
      log,
      colleagueWrote:
        'Is it so? “They come back every spring,” and “the price of bread has doubled since Tuesday”.',
      createApp: (parts) =>
        createApp({
          deskOf: () => desk,
          stores: memoryStores(),
          clock,
          sleep: async () => {},
          every: () => () => {},
          log,
          ...parts,
        }),
    });
    failures = [];
    await at.visit(preview.url, failures);
  });
  afterEach(async () => {
    await at.leave();
    await preview.stop();
    expect(failures).toEqual([]);
    // Nothing that the app sent was refused.
    expect(log.complaints).toEqual([]);
  });

  const dialog = () => page.getByRole('dialog');
  const last = () => page.locator('#messages > li').last();
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const quotes = (box: ReturnType<typeof last>) => box.locator('blockquote').allTextContents();

  it('answers a command with words of the articles', async () => {
    await send(page, '/afghan-brief ttp');
    await last().getByText('Only visible to you').waitFor();
    const shown = await quotes(last());
    const bodies = [...DRAFTS, LONG].map((one) => one.body);
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) expect(bodies.some((body) => body.includes(text))).toBe(true);
    expect(await last().locator('script, mark').count()).toBe(0);
  });

  it('pages through the context, word for word', async () => {
    await send(page, '/afghan-brief exact:"in *district* 20 "');
    await last().getByRole('button', { name: 'Context' }).first().click();
    await dialog().locator('blockquote').first().waitFor();
    const paragraphs = LONG.body.split('\n\n');
    expect(await quotes(dialog())).toContain(paragraphs[19]);
    const later = dialog().getByRole('button', { name: /later/i });
    const before = await dialog().locator('.dialog-body').textContent();
    await later.click();
    await expect.poll(() => dialog().locator('.dialog-body').textContent()).not.toBe(before);
    expect(await dialog().locator('script, mark').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('shows more, shares, and takes feedback', async () => {
    await send(page, '/afghan-brief ttp');
    const answer = page.locator('#messages > li').nth(1);
    await answer.getByRole('button', { name: /^More/ }).click();
    await page.locator('#messages > li').nth(2).locator('blockquote').first().waitFor();
    await answer.getByRole('button', { name: /^Share/ }).click();
    const shared = page.locator('#messages > li').filter({ hasText: '@Sahar' });
    await shared.first().waitFor();
    expect(await shared.first().getByText('Only visible to you').count()).toBe(0);
    await answer.locator('.feedback button').first().click();
    await answer.locator('[aria-pressed="true"]').waitFor();
  });

  it('says what is not covered, and offers what is', async () => {
    await send(page, '/afghan-brief quantum computing');
    await last().getByText('Only visible to you').waitFor();
    expect(await last().locator('blockquote').count()).toBe(0);
    await last().locator('.block-actions button').first().click();
    await last().locator('blockquote').first().waitFor();
  });

  it('sets a digest, with an error in place, and posts it now', async () => {
    await send(page, '/afghan-brief digest');
    const zone = dialog().getByRole('textbox', { name: 'Time zone' });
    expect(await zone.inputValue()).toBe('Asia/Kabul');
    await zone.fill('Asia/Nowhere');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().locator('[aria-invalid="true"]').waitFor();
    expect(await dialog().locator('.error:not(:empty)').count()).toBe(1);
    await zone.fill('Europe/London');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('Saved.').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await send(page, '/afghan-brief digest now');
    await page
      .locator('#messages > li')
      .filter({ has: page.locator('blockquote') })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Afghan Brief' }).click();
    await page.locator('#home').getByText('Europe/London').waitFor();
  });

  it('lets only admins set digests', async () => {
    await page.getByLabel('You are').selectOption({ label: 'Omid, reporter' });
    await send(page, '/afghan-brief digest');
    await last()
      .getByText(/workspace admins/)
      .waitFor();
  });

  it('answers a mention in its thread, and a follow-up without one', async () => {
    await send(page, '@Afghan Brief ttp');
    await thread().locator('blockquote').first().waitFor();
    const reply = page.getByRole('textbox', { name: 'Reply in the thread' });
    await reply.fill('who said they come back every spring?');
    await reply.press('Enter');
    await expect.poll(() => page.locator('#thread-messages > li').count()).toBeGreaterThan(3);
    await page.locator('#thread-messages > li').last().getByText('Afghan Brief').first().waitFor();
    await page.locator('#thread-status:not(:empty)').waitFor({ state: 'detached' });
  });

  it('answers direct messages, and suggests questions there', async () => {
    await page.getByRole('link', { name: 'Afghan Brief' }).click();
    await page.locator('#home').getByRole('heading', { name: 'What is covered' }).waitFor();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.locator('#prompts button').first().waitFor();
    await send(page, 'ttp');
    await thread().locator('blockquote').first().waitFor();
  });

  it("checks the quotations of a colleague's message", async () => {
    await page.getByLabel('Message shortcuts').first().click();
    await page.getByRole('button', { name: /^Verify quotes/ }).click();
    await dialog().getByText('They come back every spring', { exact: false }).first().waitFor();
    expect(await dialog().locator('.dialog-body').textContent()).toContain('Not in the corpus');
  });

  it('breaks no rule of accessibility that a machine can check', async () => {
    await send(page, '/afghan-brief ttp');
    await last().locator('blockquote').first().waitFor();
    await send(page, '/afghan-brief figures ttp');
    await last().locator('table').waitFor();
    await send(page, '@Afghan Brief quantum computing');
    await thread().getByText('Not covered').waitFor();
    expect(await violations(page)).toEqual([]);
    await send(page, '/afghan-brief digest');
    await dialog().getByRole('button', { name: 'Save' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('link', { name: 'Afghan Brief' }).click();
    await page.locator('#home').getByRole('heading', { name: 'What is covered' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('helps, and lists what it has', async () => {
    await send(page, '/afghan-brief help');
    await last().getByText('/afghan-brief verify').waitFor();
    await send(page, '/afghan-brief figures ttp');
    await last().locator('table').waitFor();
    await send(page, '/afghan-brief sources');
    await last().getByText('Raids on the border').waitFor();
    expect(FIRST).not.toBe('');
  });
});
