import type { Hit, IndexedArticle } from '../search/search.ts';
import type { Excerpt, QuotedStatement } from './answer.ts';
import { byDate, cite } from './citation.ts';
import type { DigestItem, DigestSelection } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { excerpt, excerptOf } from './excerpt.ts';
import { quotedStatement } from './quoted-statement.ts';
import { containment, SAME_FROM, type Shingles, shingles } from './same-words.ts';
import { wordCount } from './word-count.ts';

export interface DigestRequest {
  readonly since?: string;
  readonly until?: string;
  readonly articleIds?: readonly string[];
  readonly topics?: readonly string[];
}

/** Shortest lead passage taken, in code units: a dateline alone says nothing. */
const LEAD = 80;
const OTHER = 'Other news';
/** Words from which on a quote is preferred to the ones before it. */
const WHOLE_QUOTE = 6;

/**
 * What is new, grouped by topic: one excerpt and one attributed quote an article, the same text in
 * several outlets once. With `topics`, an article is in when one of its passages covers a topic, and
 * is shown with that passage; without, under its own first topic with its lead.
 */
export async function digestSelection(
  data: DeskData,
  request: DigestRequest,
): Promise<DigestSelection> {
  const { since, until, articleIds } = request;
  const fresh = articleIds
    ? await data.shelf.read(articleIds)
    : await data.shelf.between(since, until);
  const chosen = await choose(data, fresh, request.topics ?? []);
  const groups = new Map<string, DigestItem[]>();
  for (const { topic, item } of collapse(data, chosen)) {
    const group = groups.get(topic);
    if (group) group.push(item);
    else groups.set(topic, [item]);
  }
  const order = request.topics ?? [];
  const rank = (topic: string): number =>
    order.includes(topic) ? order.indexOf(topic) : order.length;
  const articles = new Set(chosen.map(({ indexed }) => indexed.article.id));
  const publishers = new Set(
    chosen.map(({ indexed }) => indexed.article.publisher ?? indexed.article.id),
  );
  return {
    ...(request.since ? { since: request.since } : {}),
    ...(request.until ? { until: request.until } : {}),
    articles: articles.size,
    publishers: publishers.size,
    groups: [...groups]
      .map(([topic, items]) => ({ topic, items }))
      .sort(
        (a, b) =>
          rank(a.topic) - rank(b.topic) ||
          b.items.length - a.items.length ||
          (a.topic < b.topic ? -1 : 1),
      ),
    corpus: data.version,
  };
}

interface Chosen {
  readonly topic: string;
  readonly indexed: IndexedArticle;
  readonly excerpt: Excerpt;
}

async function choose(
  data: DeskData,
  fresh: readonly IndexedArticle[],
  topics: readonly string[],
): Promise<readonly Chosen[]> {
  if (topics.length === 0) {
    return fresh.flatMap((indexed) => {
      const lead = indexed.passages.find((p) => p.end - p.start >= LEAD) ?? indexed.passages[0];
      if (!lead) return [];
      const topic = data.topicsOf(indexed)[0] ?? OTHER;
      return [{ topic, indexed, excerpt: excerpt(indexed, lead, [], 1) }];
    });
  }
  const ids = new Set(fresh.map(({ article }) => article.id));
  const taken = new Set<string>();
  const chosen: Chosen[] = [];
  for (const topic of topics) {
    const result = await data.index.search(
      {
        text: topic,
        accept: (id) => ids.has(id) && !taken.has(id),
        articles: { ids: [...ids].filter((id) => !taken.has(id)) },
      },
      200,
    );
    const best = new Map<string, Hit>();
    for (const hit of result.covered ? result.hits : []) {
      if (!best.has(hit.articleId) && hit.matched.length > 0) best.set(hit.articleId, hit);
    }
    for (const [id, hit] of best) {
      const indexed = data.byId.get(id);
      if (!indexed) continue;
      taken.add(id);
      chosen.push({ topic, indexed, excerpt: excerptOf(indexed, hit) });
    }
  }
  return chosen;
}

/** The same words in several articles become one item that counts them and names the earliest. */
function collapse(
  data: DeskData,
  chosen: readonly Chosen[],
): readonly { topic: string; item: DigestItem }[] {
  const groups: { readonly members: Chosen[]; readonly runs: Shingles }[] = [];
  for (const one of [...chosen].sort((a, b) => byDate(a.excerpt, b.excerpt))) {
    const runs = shingles(one.excerpt.text);
    const group = groups.find((each) => containment(each.runs, runs) >= SAME_FROM);
    if (group) group.members.push(one);
    else groups.push({ members: [one], runs });
  }
  return groups.flatMap(({ members }) => {
    const first = members[0];
    if (!first) return [];
    const { indexed, topic } = first;
    const quote = firstQuote(data, indexed, first.excerpt);
    const sameWords =
      members.length > 1
        ? {
            articles: members.length,
            first: cite(indexed.article, indexed.passages[0], first.excerpt),
          }
        : undefined;
    return [
      {
        topic,
        item: {
          topic,
          excerpt: first.excerpt,
          ...(quote ? { quote } : {}),
          ...(sameWords ? { sameWords } : {}),
        },
      },
    ];
  });
}

/** The first attributed quote that the excerpt does not show already; a whole one before a few words. */
function firstQuote(
  data: DeskData,
  indexed: IndexedArticle,
  shown: Excerpt,
): QuotedStatement | null {
  let brief: QuotedStatement | null = null;
  for (const attribution of indexed.attributions) {
    if (!attribution.speaker || attribution.kind === 'indirect') continue;
    if (attribution.start >= shown.start && attribution.end <= shown.end) continue;
    const statement = quotedStatement(data, indexed, attribution);
    if (statement && wordCount(statement.text) >= WHOLE_QUOTE) return statement;
    brief ??= statement;
  }
  return brief;
}
