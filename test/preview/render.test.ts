import type { AnyBlock, RichTextBlock } from '@slack/types';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { block } from '../../src/preview/render/block.ts';
import type { Drawing } from '../../src/preview/render/drawing.ts';
import { html, safeUrl } from '../../src/preview/render/html.ts';
import { mrkdwn } from '../../src/preview/render/mrkdwn.ts';
import { richText } from '../../src/preview/render/rich-text.ts';
import { BOT, PEOPLE } from '../../src/preview/state/people.ts';
import { HOSTILE } from './small-app.ts';

const DRAWING: Drawing = {
  person: (id) => [...PEOPLE, BOT].find((one) => one.id === id),
  conversation: (id) =>
    id === 'C1'
      ? { id, kind: 'channel', name: 'desk', purpose: '', members: new Set<string>() }
      : undefined,
  channels: [],
  people: PEOPLE,
  timeZone: 'Asia/Kabul',
};

const drawn = (markup: string) =>
  parseHTML(`<!doctype html><html><body>${markup}</body></html>`).document.body;
const draw = (one: unknown) =>
  block(one as AnyBlock, { prefix: 'x', surface: 'view' }, DRAWING).markup;

const quote = (...texts: string[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_quote',
      elements: texts.map((text, index) => ({
        type: 'text',
        text,
        ...(index % 2 === 1 ? { style: { bold: true } } : {}),
      })),
    },
  ],
});

describe('html', () => {
  it('escapes values, in text and in attributes', () => {
    const value = `<img src=x onerror="alert('1')">&`;
    const { document } = parseHTML(html`<p title="${value}">${value}</p>`.markup);
    const p = document.querySelector('p');
    expect(p?.textContent).toBe(value);
    expect(p?.getAttribute('title')).toBe(value);
    expect(p?.children).toHaveLength(0);
  });

  it.each([
    ['https://example.org/a#:~:text=b', true],
    ['mailto:a@example.org', true],
    ['javascript:alert(1)', false],
    [' javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//example.org', false],
    ['https://', false],
  ])('%s opens a page: %s', (url, safe) => {
    expect(safeUrl(url) !== undefined).toBe(safe);
  });
});

describe('mrkdwn', () => {
  it.each([
    ['*bold* and _it_ and ~gone~', '<strong>bold</strong> and <em>it</em> and <s>gone</s>'],
    ['a*b*c 2*3*4', 'a*b*c 2*3*4'],
    ['snake_case_name', 'snake_case_name'],
    ['* not bold *', '* not bold *'],
    ['*bold _both_*', '<strong>bold <em>both</em></strong>'],
    ['`*code*` &amp; &lt;b&gt;', '<code>*code*</code> &amp; &lt;b&gt;'],
    ['&amp;lt;', '&amp;lt;'],
    [
      '<https://a.org/?a=1&amp;b=2|T>',
      '<a href="https://a.org/?a=1&amp;b=2" target="_blank" rel="noreferrer noopener">T</a>',
    ],
    ['<javascript:alert(1)|T>', '&lt;javascript:alert(1)|T&gt;'],
    [
      '<@U0BRIEF> in <#C1>',
      '<span class="mention">@Afghan Brief</span> in <span class="mention">#desk</span>',
    ],
    ['<!channel>', '<mark class="broadcast">@channel</mark>'],
    ['&lt;!channel&gt;', '&lt;!channel&gt;'],
    ['<!date^1653300000^{date_short} {time}|x>', '<time>23 May 2022 14:30</time>'],
    ['&gt; one\n&gt; two\nthree', '<blockquote>one\ntwo</blockquote>three'],
    ['```\n*as it is*\n```', '<pre>*as it is*\n</pre>'],
    [':wave: :unknown_thing: 10:30:00', '👋 :unknown_thing: 10:30:00'],
  ])('%s', (text, markup) => {
    expect(mrkdwn(text, DRAWING).markup).toBe(markup);
  });

  it('never makes an element of what was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const escaped = typed
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;');
        const allowed = new Set(['STRONG', 'EM', 'S', 'CODE', 'PRE', 'BLOCKQUOTE']);
        const names = [...drawn(mrkdwn(escaped, DRAWING).markup).querySelectorAll('*')];
        expect(names.every((one) => allowed.has(one.tagName))).toBe(true);
      }),
    );
  });
});

describe('rich text', () => {
  it('shows every character as it is, whatever it is', () => {
    const words = fc.string({ unit: fc.constantFrom(...`<>&"'*_\`~ \n:@#!aé‮\u200bש`) });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), (texts) => {
        const shown = drawn(richText(quote(...texts), DRAWING).markup);
        expect(shown.querySelector('blockquote')?.textContent).toBe(texts.join(''));
      }),
    );
  });

  it('keeps hostile words words', () => {
    const shown = drawn(richText(quote(HOSTILE), DRAWING).markup);
    expect(shown.querySelectorAll('script, a, mark, code, strong')).toHaveLength(0);
    expect(shown.textContent).toBe(HOSTILE);
  });

  it('draws a link only where it opens a page', () => {
    const link = (url: string): RichTextBlock => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text: 'T' }] }],
    });
    const shown = drawn(richText(link('https://a.org/'), DRAWING).markup).querySelector('a');
    expect(shown?.getAttribute('rel')).toBe('noreferrer noopener');
    expect(richText(link('javascript:alert(1)'), DRAWING).markup).not.toContain('<a');
  });
});

describe('blocks', () => {
  it('reads no markup in plain text', () => {
    const text = '*not bold* <!channel> <script>';
    const shown = drawn(draw({ type: 'header', text: { type: 'plain_text', text } }));
    expect(shown.querySelector('h3')?.textContent).toBe(text);
    expect(shown.querySelectorAll('strong, mark, script')).toHaveLength(0);
  });

  it('ties an input to its label, hint and error', () => {
    const shown = drawn(
      draw({
        type: 'input',
        block_id: 'zone',
        label: { type: 'plain_text', text: 'Time zone' },
        hint: { type: 'plain_text', text: 'As in Asia/Kabul' },
        element: { type: 'plain_text_input', action_id: 'value', initial_value: '"Asia"' },
      }),
    );
    const input = shown.querySelector('input');
    expect(input?.getAttribute('value')).toBe('"Asia"');
    expect(shown.querySelector(`label[for="${input?.id}"]`)?.textContent).toBe('Time zone');
    const described = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id: string) => shown.querySelector(`#${id}`)?.textContent)).toEqual([
      'As in Asia/Kabul',
      '',
    ]);
  });

  it('draws tables with raw text, raw numbers and rich text', () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const shown = drawn(
      draw({
        type: 'table',
        column_settings: [{ align: 'right' }],
        rows: [
          [cell('Figure'), cell('Sentence')],
          [
            { type: 'raw_number', value: 300, text: '300' },
            { type: 'rich_text', elements: quote('almost 300').elements },
          ],
        ],
      }),
    );
    expect([...shown.querySelectorAll('th')].map((one) => one.textContent)).toEqual([
      'Figure',
      'Sentence',
    ]);
    expect(shown.querySelector('td')?.textContent).toBe('300');
    expect(shown.querySelector('td')?.className).toBe('align-right');
  });

  it('says what it does not draw', () => {
    expect(drawn(draw({ type: 'video' })).textContent).toContain('does not draw video blocks');
  });
});
