import { expect, test } from 'vitest';
import { createFeedback } from '../../src/store/feedback.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import { createShownExcerpts } from '../../src/store/shown-excerpts.ts';
import { createSubscriptions } from '../../src/store/subscriptions.ts';
import { createThreads } from '../../src/store/threads.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { anArticle, aPut } from '../ingest/ingest-stores-contract.ts';
import { describeEngines } from './support/engines.ts';

const HOSTILE = [
  "'; drop table articles; --",
  '"; delete from subscriptions where "1" = "1',
  "x' or '1'='1",
  '<!channel> *bold* <https://example.org|click> &amp; `code`',
  '%_\\%',
  '$1 ? :id @id ?1 {1}',
  '\u202e right to left \u0007 \u001b[31m',
];

describeEngines('hostile text', (under) => {
  test.each(HOSTILE)('%j in every field comes back as it was, and does nothing', async (text) => {
    const store = await under.emptyStore();
    const stores = createIngestStores(store, text);
    const article = { ...anArticle(text, text), title: text, topics: [text], publisher: text };
    await stores.articles.put(
      aPut(article, { by: text, version: text, bodyHash: text, addressKey: text }),
    );
    expect((await stores.articles.get(text))?.article).toEqual(article);
    expect(await stores.articles.find({ addressKey: text })).toMatchObject({
      id: text,
      removed: false,
      addressKey: text,
    });
    expect(await stores.articles.get('a')).toBeNull();
    expect(await stores.audit.list({ limit: 9, target: text })).toHaveLength(1);
    const subscription = { ...aSubscription, id: text, team: text, channel: text, topics: [text] };
    await createSubscriptions(store).put(subscription);
    expect(await createSubscriptions(store).list(text)).toEqual([subscription]);
    await createShownExcerpts(store).add(text, [text], 1);
    expect(await createShownExcerpts(store).shown(text, [text, 'a'])).toEqual(new Set([text]));
    const asked = { team: text, channel: text, thread: text, question: text, at: 1 };
    await createThreads(store).put(asked);
    expect(await createThreads(store).get(asked)).toEqual(asked);
    expect(await createFeedback(store).list(text, 9)).toEqual([]);
  });

  test('a body keeps every code unit, so offsets stay right', async () => {
    const stores = createIngestStores(await under.emptyStore(), 'T1');
    const body =
      'NUL \u0000, lone \ud800 surrogate \udfff, pair 😀, é vs e\u0301, \ufeff\r\n\u2028';
    await stores.articles.put(
      aPut({ ...anArticle('a'), body, title: body }, { version: 'v1', bodyHash: 'h' }),
    );
    expect((await stores.articles.get('a'))?.article.body).toBe(body);
    expect((await stores.articles.version('a', 'v1'))?.body).toBe(body);
    expect((await stores.articles.list({ limit: 1 }))[0]?.title).toBe(body);
    expect((await stores.audit.list({ limit: 1 }))[0]?.detail).toBe(body);
  });

  test('an id with a NUL is refused, not cut', async () => {
    const stores = createIngestStores(await under.emptyStore(), 'T1');
    await expect(stores.articles.put(aPut(anArticle('a\u0000b')))).rejects.toThrow();
    expect(await stores.articles.get('a')).toBeNull();
    // Nor are those of its transaction.
    const together = [aPut(anArticle('b')), aPut(anArticle('c\u0000d'))];
    await expect(stores.articles.putAll(together)).rejects.toThrow();
    expect(await stores.articles.get('b')).toBeNull();
    expect(await stores.articles.changesAfter(0, 9)).toEqual([]);
  });
});
