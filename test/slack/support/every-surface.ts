import type { Desk } from '../../../src/answer/desk.ts';
import { compose } from '../../../src/digest/compose.ts';
import type { AskKind } from '../../../src/slack/asking.ts';
import { reply } from '../../../src/slack/reply.ts';
import { contextModal } from '../../../src/slack/views/context-modal.ts';
import { digestView } from '../../../src/slack/views/digest-view.ts';
import { homeView } from '../../../src/slack/views/home-view.ts';
import type { Message } from '../../../src/slack/views/message.ts';
import { sharedView } from '../../../src/slack/views/shared-view.ts';
import { sourcesView } from '../../../src/slack/views/sources-view.ts';
import { verifiedModal } from '../../../src/slack/views/verify-modals.ts';
import { aSubscription } from '../../digest/digest-stores-contract.ts';

export interface Surfaces {
  readonly messages: readonly Message[];
  readonly views: readonly ReturnType<typeof contextModal>[];
}

const KINDS: readonly AskKind[] = ['ask', 'quotes', 'timeline', 'figures', 'verify'];

/** Every message and window that one question can lead to, "More" included. */
export async function everySurface(asked: Desk, question: string): Promise<Surfaces> {
  const desk = askedOnce(asked);
  const messages: Message[] = [];
  const views: ReturnType<typeof contextModal>[] = [];
  for (const kind of KINDS) {
    for (const offset of kind === 'verify' ? [0] : [0, 3]) {
      const asking = { kind, question, offset };
      const { messages: pages } = await reply(asking, offset === 0 ? 'private' : 'posted', desk);
      messages.push(...pages);
      const [first] = pages;
      if (first) messages.push(sharedView(first, { user: 'U1', asking, changed: true }));
    }
  }
  const { excerpts } = await desk.ask(question);
  for (const excerpt of excerpts) {
    const context = await desk.context(excerpt.articleId, excerpt);
    if (context) views.push(contextModal(context));
  }
  views.push(
    verifiedModal(await desk.verifyMessage(`“${excerpts.map((one) => one.text).join('” and “')}”`)),
  );
  return { messages, views };
}

/** "More" of these views is another page of the same answer: it need not be found twice. */
function askedOnce(desk: Desk): Desk {
  const once = <A>(answer: (question: string) => Promise<A>) => {
    const known = new Map<string, Promise<A>>();
    return (question: string): Promise<A> => {
      const found = known.get(question) ?? answer(question);
      known.set(question, found);
      return found;
    };
  };
  return {
    ...desk,
    quotes: once(desk.quotes),
    timeline: once(desk.timeline),
    figures: once(desk.figures),
  };
}

/** The surfaces that need no question. */
export async function standingSurfaces(desk: Desk) {
  const articleIds = (await desk.published()).map((article) => article.articleId);
  const digest = compose(await desk.digest({ articleIds }));
  const { post, thread } = digestView({
    subscription: aSubscription,
    runKey: '2026-11-22',
    localDate: '2026-11-22',
    digest,
  });
  const sources = sourcesView(await desk.sources(10));
  const home = homeView({
    corpus: await desk.corpusVersion(),
    coverage: await desk.coverage(),
    topics: await desk.topics(),
    digests: [],
    questions: [],
    command: '/afghan-brief',
  });
  return { messages: [post, ...thread, sources], home };
}
