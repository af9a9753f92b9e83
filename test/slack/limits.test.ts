import type { KnownBlock, ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { characters, LIMITS, messageProblems, viewProblems } from '../../src/slack/limits.ts';
import { heading, note, plain } from '../../src/slack/views/plain.ts';
import { link, quoted, richText, section, words } from '../../src/slack/views/rich-text.ts';

const message = (...blocks: unknown[]) =>
  messageProblems({ text: 'words', blocks: blocks as KnownBlock[] });
const button = (over: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: plain('Press'),
  ...over,
});
const modal = (over: object): ModalView =>
  ({ type: 'modal', title: plain('Title'), blocks: [heading('One')], ...over }) as ModalView;
const many = (count: number) => 'x'.repeat(count);

describe('the block validator', () => {
  it('lets a message through that Slack takes', () => {
    expect(
      message(heading('One'), note('two'), richText(quoted('three', 0, [])), {
        type: 'actions',
        elements: [button()],
      }),
    ).toEqual([]);
  });

  it.each<[string, unknown[]]>([
    ['no blocks', []],
    ['too many blocks', Array(51).fill({ type: 'divider' })],
    ['an empty header', [{ type: 'header', text: plain('') }]],
    ['a header that is too long', [{ type: 'header', text: plain(many(151)) }]],
    ['a section that is too long', [{ type: 'section', text: plain(many(3001)) }]],
    ['a section without anything', [{ type: 'section' }]],
    ['too many in a context', [{ type: 'context', elements: Array(11).fill(plain('x')) }]],
    ['an empty context', [{ type: 'context', elements: [] }]],
    ['an image without alt text', [{ type: 'image', image_url: 'https://example.org/a.png' }]],
    [
      'too many buttons',
      [
        {
          type: 'actions',
          elements: Array.from({ length: 26 }, (_, i) => button({ action_id: `a${i}` })),
        },
      ],
    ],
    ['an action id twice', [{ type: 'actions', elements: [button(), button()] }]],
    ['a button without id', [{ type: 'actions', elements: [button({ action_id: undefined })] }]],
    [
      'a button value that is too long',
      [{ type: 'actions', elements: [button({ value: many(2001) })] }],
    ],
    [
      'a button text that is too long',
      [{ type: 'actions', elements: [button({ text: plain(many(76)) })] }],
    ],
    [
      'a button url that is too long',
      [{ type: 'actions', elements: [button({ url: many(3001) })] }],
    ],
    [
      'a label that is too long',
      [{ type: 'actions', elements: [button({ accessibility_label: many(76) })] }],
    ],
    ['an empty text element', [richText(section(words('')))]],
    ['a rich text without elements', [richText()]],
    [
      'a link that is none',
      [richText(section({ type: 'link', url: 'javascript:alert(1)', text: 'x' }))],
    ],
    ['a broadcast', [richText(section({ type: 'broadcast', range: 'channel' }))]],
    [
      'mrkdwn that would notify',
      [{ type: 'section', text: { type: 'mrkdwn', text: 'hey <!channel>' } }],
    ],
    ['two tables', [table(2, 2), table(2, 2)]],
    ['too many rows', [table(101, 1)]],
    ['too many cells', [table(1, 21)]],
    [
      'an input in a message',
      [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input', action_id: 'a' } }],
    ],
    [
      'a block id twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
    ],
    ['a type that is not known', [{ type: 'carousel', elements: [] }]],
    ['more than the budget', Array.from({ length: 3 }, () => richText(section(words(many(2700)))))],
  ])('finds %s', (_, blocks) => {
    expect(message(...blocks)).not.toEqual([]);
  });

  it('wants words for screen readers, not too many', () => {
    const blocks = [heading('One')];
    expect(messageProblems({ text: ' ', blocks })).not.toEqual([]);
    expect(messageProblems({ text: many(LIMITS.messageText + 1), blocks })).not.toEqual([]);
  });

  it.each<[string, object]>([
    ['a title that is too long', { title: plain(many(25)) }],
    ['metadata that is too long', { private_metadata: many(3001) }],
    [
      'an input without submit',
      {
        blocks: [
          {
            type: 'input',
            label: plain('x'),
            element: { type: 'plain_text_input', action_id: 'a' },
          },
        ],
      },
    ],
    ['too many blocks', { blocks: Array(101).fill({ type: 'divider' }) }],
    ['a table', { blocks: [table(1, 1)] }],
    ['feedback buttons', { blocks: [{ type: 'context_actions', elements: [] }] }],
    [
      'too many choices',
      {
        submit: plain('Go'),
        blocks: [
          {
            type: 'input',
            label: plain('x'),
            element: {
              type: 'checkboxes',
              action_id: 'a',
              options: Array(11).fill({ text: plain('x'), value: 'x' }),
            },
          },
        ],
      },
    ],
  ])('finds %s in a modal', (_, over) => {
    expect(viewProblems(modal(over))).not.toEqual([]);
    expect(viewProblems(modal({}))).toEqual([]);
  });

  it('counts what is seen and what travels with it', () => {
    expect(characters(richText(section(words('abc'), link('de', 'https://x.org'))))).toBe(
      3 + 2 + 13,
    );
    expect(characters({ type: 'button', value: 'not counted', text: plain('x') })).toBe(1);
  });
});

function table(rows: number, cells: number): unknown {
  return {
    type: 'table',
    rows: Array.from({ length: rows }, () =>
      Array.from({ length: cells }, () => richText(section(words('x')))),
    ),
  };
}
