import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Excerpt, QuotedStatement } from '../../src/answer/answer.ts';
import { messageProblems, viewProblems } from '../../src/slack/limits.ts';
import { answerView } from '../../src/slack/views/answer-view.ts';
import { contextModal } from '../../src/slack/views/context-modal.ts';
import { digestView } from '../../src/slack/views/digest-view.ts';
import { figuresView } from '../../src/slack/views/figures-view.ts';
import { peopleView } from '../../src/slack/views/people-view.ts';
import { sharedView } from '../../src/slack/views/shared-view.ts';
import { timelineView } from '../../src/slack/views/timeline-view.ts';
import { verificationView } from '../../src/slack/views/verification-view.ts';
import { verifiedModal } from '../../src/slack/views/verify-modals.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { quotesOf } from './support/payloads.ts';

/** Any text an article may hold, short or far longer than a message. */
const text = fc
  .tuple(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.constantFrom(1, 1, 1, 8, 60, 300),
  )
  .map(([words, times]) => words.repeat(times));
const label = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 100, maxLength: 400 }),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const address = fc.oneof(
  fc.webUrl(),
  fc.string(),
  fc.constant(`https://example.org/${'x'.repeat(4000)}`),
);
const known = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
const source = fc
  .record({
    id: fc.constant('s'),
    title: label,
    publisher: maybe(label),
    date: maybe(fc.constantFrom('2022', '2022-04', '2022-04-16')),
    url: maybe(address),
  })
  .map(known);
const citation = {
  articleId: fc.oneof(fc.string({ minLength: 1 }), fc.constant('a'.repeat(3000))),
  title: fc.oneof(label, fc.constant('')),
  publisher: maybe(label),
  publishedAt: maybe(fc.constantFrom('2022-05-17', '2022-05-17T10:00:00+04:30', 'last spring')),
  url: maybe(address),
  link: maybe(address),
  paragraph: fc.integer({ min: 1, max: 999 }),
  sources: fc.array(source, { maxLength: 6 }),
};
const excerpt = fc
  .record({
    ...citation,
    text,
    start: fc.nat(5000),
    speaker: maybe(label),
    role: maybe(label),
    from: fc.nat(300),
    length: fc.nat(300),
  })
  .map(
    ({ from, length, ...one }): Excerpt =>
      known({
        ...one,
        end: one.start + one.text.length,
        highlights: [{ start: one.start + from, end: one.start + from + length }],
        score: 1,
      }) as Excerpt,
  );
const quote = fc
  .record({
    ...citation,
    text,
    start: fc.nat(5000),
    speaker: maybe(label),
    role: maybe(label),
    kind: fc.constantFrom('direct', 'indirect', 'mixed', 'block'),
  })
  .map(
    (one): QuotedStatement =>
      known({ ...one, end: one.start + one.text.length, confidence: 1 }) as QuotedStatement,
  );
const answer = fc.record({
  question: fc.string({ minLength: 1, maxLength: 800 }),
  outcome: fc.constantFrom('found', 'not-covered'),
  confidence: fc.constant(0.9),
  canonicalName: maybe(label),
  matchedVia: fc.array(label, { maxLength: 4 }),
  notes: fc.array(label, { maxLength: 4 }),
  corpus: fc.constant(`sha256:${'a'.repeat(64)}`),
  coverage: fc.record({ articles: fc.nat(200) }),
  excerpts: fc.array(excerpt, { maxLength: 6 }),
  quotes: fc.array(quote, { maxLength: 5 }),
  more: fc.nat(50),
  nearest: fc.array(label, { maxLength: 8 }),
});
const asAnswer = (value: unknown) => known(value as object) as unknown as Answer;
const SETTINGS = { numRuns: 150 };

/** No problem, every quote whole, and every quote shown unless it alone is too long for a message. */
function check(
  messages: readonly { text: string; blocks: readonly unknown[] }[],
  texts: readonly string[],
) {
  for (const message of messages) expect(messageProblems(message as never)).toEqual([]);
  for (const shown of messages.flatMap((one) => quotesOf(one.blocks as never)))
    expect(texts).toContain(shown);
}

describe('views of anything a desk may answer', () => {
  it('answers', () => {
    fc.assert(
      fc.property(answer, fc.constantFrom('private', 'posted'), (value, place) => {
        const asking = { kind: 'ask', question: value.question, offset: 0 } as const;
        const pages = answerView(asAnswer(value), asking, place);
        check(
          pages,
          [...value.excerpts, ...value.quotes].map((one) => one.text),
        );
        const [first] = pages;
        if (first) {
          const shared = sharedView(first, {
            user: 'U1',
            asking,
            changed: true,
            following: Array(90).fill('1700000000.000001'),
          });
          expect(messageProblems(shared)).toEqual([]);
        }
        if (value.outcome === 'found') {
          const short = value.excerpts.filter((one) => one.text.length < 3000);
          const all = pages.flatMap((page) => quotesOf(page.blocks));
          for (const one of short)
            if (one.sources.length === 0 && (one.link ?? one.url ?? '').length < 500)
              expect(all).toContain(one.text);
        }
      }),
      SETTINGS,
    );
  });

  it('people, timelines, figures', () => {
    fc.assert(
      fc.property(
        fc.array(quote, { maxLength: 12 }),
        fc.array(excerpt, { maxLength: 14 }),
        label,
        fc.nat(4),
        (statements, excerpts, name, offset) => {
          const base = {
            question: name,
            outcome: 'found',
            matchedVia: [],
            nearest: ['Aid'],
            corpus: 'sha256:1',
          } as const;
          const asking = { kind: 'quotes', question: name, offset } as const;
          const rows = [
            { speaker: name, roles: [name], statements },
            { speaker: 'Other', roles: [], statements },
          ];
          const texts = [...statements, ...excerpts].map((one) => one.text);
          check(
            peopleView({ ...base, by: 'topic', rows, notQuoted: [name] }, asking, 'private'),
            texts,
          );
          check(timelineView({ ...base, entries: excerpts }, asking, 'posted'), texts);
          const figures = excerpts
            .filter((one) => one.text.length < 1500 && one.sources.length < 2)
            .map((one) => ({
              ...one,
              figure: '40',
              figureSpan: { start: one.start, end: one.start + 2 },
              figureSpans: [{ start: one.start, end: one.start + 2 }],
            }));
          check(figuresView({ ...base, rows: figures }, asking, 'private'), texts);
        },
      ),
      SETTINGS,
    );
  });

  it('verifications, context and digests', () => {
    fc.assert(
      fc.property(
        fc.array(excerpt, { minLength: 1, maxLength: 8 }),
        fc.array(quote, { maxLength: 8 }),
        text,
        (excerpts, quotes, pasted) => {
          const matches = excerpts.map((one) => ({
            ...one,
            changes: [
              { kind: 'same', text: 'a ' },
              { kind: 'added', text: 'b' },
              { kind: 'missing', text: 'c' },
            ] as const,
          }));
          const verification = {
            quote: pasted,
            outcome: 'altered',
            matches,
            corpus: 'sha256:1',
          } as const;
          const texts = [...excerpts, ...quotes].map((one) => one.text);
          check(
            verificationView(
              verification,
              { kind: 'verify', question: pasted, offset: 0 },
              'private',
            ),
            texts,
          );
          expect(viewProblems(verifiedModal([verification, verification]))).toEqual([]);
          const [first] = excerpts;
          if (!first) return;
          const modal = contextModal({
            citation: first,
            marked: first,
            paragraphs: excerpts.map((one) => ({
              text: one.text,
              start: one.start,
              end: one.end,
              kind: 'paragraph',
              gapBefore: true,
            })),
            earlier: 1,
            later: 3,
            page: 2,
            sources: first.sources,
            quotes,
          });
          expect(viewProblems(modal)).toEqual([]);
          const items = excerpts.map((one, index) =>
            known({
              topic: one.title || 'x',
              excerpt: one,
              quote: quotes[index],
              alsoIn: ['Wire'],
            }),
          );
          const digest = {
            groups: [
              { topic: 'TTP', items },
              { topic: 'Aid', items },
            ],
            articles: 3,
            publishers: 2,
            corpus: 'sha256:1',
          };
          const { post, thread } = digestView({
            subscription: aSubscription,
            runKey: 'k',
            localDate: '2026-11-22',
            digest: digest as never,
          });
          check([post, ...thread], texts);
        },
      ),
      SETTINGS,
    );
  });
});
