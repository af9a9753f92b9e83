import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRAFTS, smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, quotesOf, richTextOf } from './support/payloads.ts';

describe.each(MODES)('the slash command over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode);
  });
  afterEach(() => h.stop());

  async function answer(text: string) {
    const before = h.slack.of('response_url').length;
    expect((await h.command(text)).status).toBe(200);
    return (await h.slack.waitFor('response_url', before + 1)).args;
  }

  it('acks at once and answers only the asker, with whole paragraphs and their sources', async () => {
    const message = await answer('ttp attacks');
    expect(message.response_type).toBe('ephemeral');
    expect(message.unfurl_links).toBe(false);
    expect(message.blocks[0].text.text).toBe('ttp attacks');
    expect(JSON.stringify(message.blocks[1])).toContain('ttp = Tehrik-e-Taliban Pakistan');
    const paragraphs = DRAFTS.flatMap((draft) => draft.body.split('\n\n'));
    const quotes = quotesOf(message.blocks);
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(paragraphs.some((one) => one.includes(quote))).toBe(true);
    expect(richTextOf(message.blocks)).toContain(
      'Raids on the border · Test Wire · 20 Nov 2026 · ¶\u00a01',
    );
    expect(message.text).toContain('twice as many as a year before');
    expect(h.slack.of('chat.postMessage')).toEqual([]);
  });

  it('heads a brief on a name with the canonical one', async () => {
    const message = await answer('ttp');
    expect(message.blocks[0].text.text).toBe('Tehrik-e-Taliban Pakistan');
  });

  it('says what is not covered and offers what is', async () => {
    const message = await answer('quantum computing');
    expect(message.blocks[0].text.text).toBe('Not covered');
    expect(message.text).toContain('Nothing in the corpus answers “quantum computing”');
    expect(quotesOf(message.blocks)).toEqual([]);
  });

  it.each(['help', '', '?'])('helps with "%s"', async (text) => {
    expect((await answer(text)).text).toContain('/afghan-brief quotes &lt;speaker or topic&gt;');
  });

  it('gives the quotes of a speaker with the role as written', async () => {
    const message = await answer('quotes Karim Daud');
    expect(richTextOf(message.blocks)).toContain('Karim Daud, a colonel of the border guard');
    expect(quotesOf(message.blocks).join(' ')).toContain('They come back every spring');
  });

  it('verifies: exact, altered with the difference, and not found', async () => {
    const exact = await answer('verify "They come back every spring"');
    expect(exact.blocks[0].text.text).toMatch(/^Exact/);
    const altered = await answer('verify “They come back every single winter”');
    expect(altered.blocks[0].text.text).toMatch(/^Altered/);
    const struck = JSON.stringify(altered.blocks).match(
      /"text":"([^"]*)","style":\{"strike":true\}/g,
    );
    expect(struck?.join()).toContain('winter');
    const none = await answer('verify "the moon is made of green cheese tonight"');
    expect(none.blocks[0].text.text).toBe('Not in the corpus');
  });

  it('gives a timeline from old to new', async () => {
    const text = richTextOf((await answer('timeline TTP')).blocks);
    expect(text.indexOf('1 Feb 2025')).toBeGreaterThan(-1);
    expect(text.indexOf('1 Feb 2025')).toBeLessThan(text.indexOf('20 Nov 2026'));
  });

  it('gives figures as a table with number, sentence, date and source', async () => {
    const { blocks } = await answer('figures TTP attacks');
    const table = blocks.find((block: { type: string }) => block.type === 'table');
    const row = JSON.stringify(table.rows[1]);
    expect(table.rows[0]).toHaveLength(4);
    expect(row).toContain('"style":{"bold":true}');
    expect(row).toContain('Raids on the border');
  });

  it('lists the sources', async () => {
    expect((await answer('sources')).text).toContain('Test Wire: 2 articles');
  });

  it.each([
    ['quoets Karim Daud', 'quotes Karim Daud'],
    ['timelin TTP', 'timeline TTP'],
    ['hlep', 'help'],
    ['digets now', 'digest now'],
  ])('answers a mistyped "%s" with the nearest command and help', async (typed, meant) => {
    const message = await answer(typed);
    expect(message.text).toContain(`Did you mean “${meant}”?`);
    expect(message.text).toContain('/afghan-brief help');
  });

  it('takes a word of the corpus for a question, however close to a command', async () => {
    const desk = await smallDesk([
      { id: 'aid', body: 'The aid came late, and the aid was little.' },
    ]);
    const other = await harness(mode, { desk });
    await other.command('aid');
    const message = (await other.slack.waitFor('response_url')).args;
    await other.stop();
    expect(quotesOf(message.blocks)).toEqual(['The aid came late, and the aid was little.']);
  });

  it('says how to mend a question that is too long, malformed or empty', async () => {
    expect((await answer('ttp '.repeat(2500))).text).toMatch(/has [\d,]+ characters; at most 800/);
    expect((await answer('since:yesterdayish ttp')).text).toMatch(/since:/);
    expect((await answer('verify')).text).toContain(
      'verify &lt;quote&gt;'.replace('&lt;quote&gt;', '"&lt;quote&gt;"'),
    );
  });

  it('pages with "More" where the answer is', async () => {
    const body = Array.from(
      { length: 9 },
      (_, i) => `The TTP claimed raid number ${i} on the border.`,
    ).join('\n\n');
    const desk = await smallDesk(
      Array.from({ length: 4 }, (_, i) => ({
        id: `a${i}`,
        body: body.replaceAll('raid', `raid ${i}`),
      })),
    );
    const other = await harness(mode, { desk });
    await other.command('ttp raid');
    const first = (await other.slack.waitFor('response_url')).args;
    const more = buttonOf(first.blocks, 'more');
    await other.interact(press(other, more));
    const second = (await other.slack.waitFor('response_url', 2)).args;
    await other.stop();
    expect(quotesOf(second.blocks).length).toBeGreaterThan(0);
    expect(quotesOf(second.blocks).filter((one) => quotesOf(first.blocks).includes(one))).toEqual(
      [],
    );
    expect(second.replace_original).toBe(false);
  });
});
