import { describe, expect, it } from 'vitest';
import { compose } from '../../src/digest/compose.ts';
import type { AskKind } from '../../src/slack/asking.ts';
import { messageProblems, viewProblems } from '../../src/slack/limits.ts';
import type { FeedbackEntry } from '../../src/slack/ports.ts';
import { reply } from '../../src/slack/reply.ts';
import { addLinksModal, ingestView } from '../../src/slack/views/add-links-modal.ts';
import { changeNoticeView } from '../../src/slack/views/change-notice-view.ts';
import { contextModal } from '../../src/slack/views/context-modal.ts';
import { digestListView } from '../../src/slack/views/digest-list-view.ts';
import { digestSettingsModal } from '../../src/slack/views/digest-settings-modal.ts';
import { digestView } from '../../src/slack/views/digest-view.ts';
import {
  feedbackCsvViews,
  feedbackList,
  feedbackReasonModal,
  feedbackThanks,
} from '../../src/slack/views/feedback-views.ts';
import { helpView } from '../../src/slack/views/help-view.ts';
import { homeView } from '../../src/slack/views/home-view.ts';
import { lineView } from '../../src/slack/views/line-view.ts';
import { removalView, removedListView } from '../../src/slack/views/removal-view.ts';
import { sharedView } from '../../src/slack/views/shared-view.ts';
import { sourcesView } from '../../src/slack/views/sources-view.ts';
import { verifiedModal, verifyModal } from '../../src/slack/views/verify-modals.ts';
import { welcomeView } from '../../src/slack/views/welcome-view.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { recordedDesk } from './builders/recorded-desk.ts';

const COMMAND = '/afghan-brief';
const NEXT = Date.parse('2026-11-23T03:30:00Z');

describe('views as they are', () => {
  const desk = recordedDesk();

  // biome-ignore lint/suspicious/noExplicitAny: messages and views alike
  const golden = async (name: string, value: any) => {
    for (const one of [value].flat()) {
      expect(
        one.type === 'modal' || one.type === 'home' ? viewProblems(one) : messageProblems(one),
      ).toEqual([]);
    }
    await expect(`${JSON.stringify(value, null, 1)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  };

  it.each<[string, AskKind, string]>([
    ['answer', 'ask', 'ttp attacks'],
    ['not-covered', 'ask', 'quantum computing'],
    ['quotes-speaker', 'quotes', 'Karim Daud'],
    ['quotes-topic', 'quotes', 'border'],
    ['timeline', 'timeline', 'TTP'],
    ['figures', 'figures', 'TTP attacks'],
    ['verify-exact', 'verify', 'They come back every spring'],
    ['verify-altered', 'verify', 'They come back every single winter'],
    ['verify-not-found', 'verify', 'The moon is made of green cheese'],
  ])('%s', async (name, kind, question) => {
    const { messages } = await reply({ kind, question, offset: 0 }, 'private', desk);
    await golden(name, messages);
  });

  it('shared', async () => {
    const asking = { kind: 'ask', question: 'ttp attacks', offset: 0 } as const;
    const { messages } = await reply(asking, 'posted', desk);
    await golden('shared', sharedView(messages[0]!, { user: 'U1', asking, changed: true }));
  });

  it('context', async () => {
    const { excerpts } = await desk.ask('ttp attacks');
    const context = await desk.context(excerpts[0]!.articleId, excerpts[0]!);
    await golden('context', contextModal(context!));
  });

  it('digest', async () => {
    const articleIds = (await desk.published()).map((one) => one.articleId);
    const digest = compose(await desk.digest({ articleIds }));
    const post = { subscription: aSubscription, runKey: '2026-11-22', localDate: '2026-11-22' };
    const full = digestView({ ...post, digest });
    await golden('digest', [full.post, ...full.thread]);
    await golden('digest-quiet', digestView({ ...post, digest: null }).post);
  });

  it('digest settings and list', async () => {
    const latest = {
      subscription: 'T1/C1',
      key: '2026-11-20',
      result: { kind: 'given-up', reason: 'That channel is archived.' },
      coveredUntil: 1,
      corpus: 'sha256:1',
    } as const;
    await golden(
      'digest-settings',
      digestSettingsModal({
        subscription: aSubscription,
        timeZone: 'UTC',
        topics: await desk.topics(),
        latest,
      }),
    );
    await golden(
      'digest-settings-new',
      digestSettingsModal({ subscription: null, timeZone: 'Asia/Kabul', topics: [], latest: null }),
    );
    await golden(
      'digest-list',
      digestListView([{ subscription: aSubscription, next: NEXT, latest }], COMMAND),
    );
    await golden('digest-list-empty', digestListView([], COMMAND));
  });

  it('home', async () => {
    const home = {
      corpus: await desk.corpusVersion(),
      coverage: await desk.coverage(),
      topics: await desk.topics(),
      command: COMMAND,
    };
    const asked = { team: 'T1', user: 'U1', question: 'ttp', outcome: 'found', at: 1 } as const;
    await golden(
      'home',
      homeView({
        ...home,
        digests: [{ subscription: aSubscription, next: NEXT, latest: null }],
        questions: [asked, { ...asked, question: 'quantum', outcome: 'not-covered' }],
      }),
    );
    await golden(
      'home-empty',
      homeView({ ...home, coverage: { articles: 0 }, topics: [], digests: [], questions: [] }),
    );
  });

  it('sources, help, welcome, a line', async () => {
    const corpus = await desk.sources(10);
    await golden('sources', sourcesView(corpus));
    await golden(
      'sources-empty',
      sourcesView({ ...corpus, coverage: { articles: 0 }, topics: [], publishers: [], newest: [] }),
    );
    await golden('help', helpView(COMMAND));
    await golden(
      'help-mistyped',
      helpView(COMMAND, 'There is no command “quoets”. Did you mean “quotes Mir”?'),
    );
    await golden(
      'welcome',
      welcomeView({ botUser: 'UBOT', command: COMMAND, suggestions: await desk.suggestions(3) }),
    );
    await golden('line', lineView('<!channel> is *literal* & inert.'));
  });

  it('verify windows', async () => {
    await golden('verify-modal', verifyModal());
    await golden(
      'verified-modal',
      verifiedModal([
        await desk.verify('They come back every spring'),
        await desk.verify('We have learned to wait for it all'),
      ]),
    );
    await golden('verified-modal-none', verifiedModal([]));
  });

  it('feedback', async () => {
    const entry: FeedbackEntry = {
      id: 'f1',
      team: 'T1',
      user: 'U1',
      question: 'ttp',
      corpus: 'sha256:1',
      verdict: 'not-useful',
      reason: 'Old.',
      at: 0,
    };
    await golden(
      'feedback-list',
      feedbackList([entry, { ...entry, id: 'f2', verdict: 'useful' }], COMMAND),
    );
    await golden('feedback-list-empty', feedbackList([], COMMAND));
    await golden('feedback-csv', feedbackCsvViews([entry])[0]);
    // Many rows go on over messages, none cut, the older ones counted.
    const many = Array.from({ length: 1000 }, (_, i) => ({
      ...entry,
      id: `f${i}`,
      at: entry.at - i,
    }));
    const parts = feedbackCsvViews(many);
    expect(parts.flatMap(messageProblems)).toEqual([]);
    const shown = parts.flatMap((part) =>
      JSON.stringify(part.blocks[0]).match(/\d{4}-\d\d-\d\dT/g),
    );
    const left = JSON.stringify(parts.at(-1)).match(/(\d+) older rows/)?.[1];
    expect(parts).toHaveLength(4);
    expect(shown.length + Number(left)).toBe(1000);
    await golden('feedback-reason', feedbackReasonModal('{}'));
    await golden('feedback-thanks', feedbackThanks('{}'));
  });

  it('a change notice', async () => {
    await golden(
      'change-notice',
      changeNoticeView({
        kind: 'changed',
        key: 'k1',
        place: 'T1/C1/10.1',
        article: {
          id: 'border',
          title: 'Raids on the border',
          publisher: 'Test Wire',
          url: 'https://example.org/border',
        },
        changes: [
          {
            shown: 'The TTP claimed 40 attacks on the border in October.',
            words: [
              { kind: 'same', text: 'The TTP claimed ' },
              { kind: 'missing', text: '40' },
              { kind: 'added', text: '14' },
              { kind: 'same', text: ' attacks on the border in October.' },
            ],
          },
          { shown: '“<!channel> *They* come back every spring & winter”' },
        ],
      }),
    );
  });

  it('a notice of a page that is gone', async () => {
    await golden(
      'page-gone',
      changeNoticeView({
        kind: 'gone',
        key: 'k2',
        place: 'T1/C1/10.1',
        article: {
          id: 'border',
          title: 'Raids on the border',
          publisher: 'Test Wire',
          url: 'https://example.org/border',
        },
        changes: [{ shown: 'The TTP claimed 40 attacks on the border in October.' }],
      }),
    );
  });

  it('removing', async () => {
    await golden(
      'removed',
      removalView([
        {
          name: 'https://example.org/a',
          result: { kind: 'article', id: 'a', title: 'A <b> & title' },
        },
        { name: 'f', result: { kind: 'feed', id: 'f', title: 'A feed' } },
        { name: 'x', result: { kind: 'refused', reason: 'nothing of this name was added' } },
      ]),
    );
    const removed = [{ id: 'a', title: 'A <!here> title', at: 1_700_000_000_000, by: 'U1' }];
    await golden('removed-list', removedListView(removed, COMMAND));
    await golden('removed-list-empty', removedListView([], COMMAND));
  });

  it('adding links', async () => {
    await golden('add-links', addLinksModal(['https://example.org/a']));
    await golden(
      'ingested',
      ingestView([
        { kind: 'added', url: 'https://example.org/a', articleId: 'a', title: 'A <b> title' },
        { kind: 'unchanged', url: 'https://example.org/b', articleId: 'b', title: 'B' },
        { kind: 'refused', url: 'https://example.org/c', reason: 'The page is behind a login.' },
      ]),
    );
  });
});
