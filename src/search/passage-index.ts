import MiniSearch from 'minisearch';
import type { Passage } from '../article/passage.ts';
import { overlaps, slice } from '../article/span.ts';
import { aliasMatcher } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { analyze, type Token } from './analyzer.ts';
import { learnEntities } from './learn-entities.ts';
import type {
  Hit,
  IndexedArticle,
  MatchedEntity,
  SearchIndex,
  SearchQuery,
  SearchResult,
} from './search.ts';
import { ASKING_WORDS } from './stop-words.ts';

export interface PassageIndexOptions {
  /** ISO date that "latest" and "this week" count back from. @default the newest article's date */
  readonly now?: string;
}

/** Confidence from which a question counts as covered. */
const THRESHOLD = 0.5;

interface Doc {
  readonly id: number;
  /** Terms, one a line, in every field. */
  readonly title: string;
  readonly heading: string;
  readonly speaker: string;
  readonly text: string;
}

interface Concept {
  readonly term: string;
  readonly as: string;
}

/** An index of all passages of the articles, in memory. */
export function createPassageIndex(
  articles: readonly IndexedArticle[],
  aliases: Aliases,
  _options: PassageIndexOptions = {},
): SearchIndex {
  const learned = learnEntities(
    articles.map(({ article }) => article.body),
    aliases,
  );
  const matcher = aliasMatcher(aliases, learned);
  const named = new Map<string, Map<string, number>>();
  const termsOf = (text: string): string[] => {
    const tokens = analyze(text);
    const terms = tokens.filter(({ stop }) => !stop).map(({ term }) => term);
    for (const { entity, from, to } of matcher.find(tokens, 'article')) {
      terms.push(`@${entity.id}`);
      const written = text.slice(
        tokens[from]!.start,
        tokens[to - 1]!.start + tokens[to - 1]!.surface.length,
      );
      const forms = named.get(entity.id) ?? new Map<string, number>();
      named.set(entity.id, forms);
      forms.set(written, (forms.get(written) ?? 0) + 1);
    }
    return terms;
  };
  const mini = new MiniSearch<Doc>({
    fields: ['title', 'heading', 'speaker', 'text'],
    tokenize: (lines) => (lines === '' ? [] : lines.split('\n')),
    processTerm: (term) => term,
    searchOptions: { combineWith: 'OR', boost: { title: 1.2, heading: 1, speaker: 1, text: 1 } },
  });
  const places: { article: IndexedArticle; passage: Passage }[] = [];
  for (const indexed of articles) {
    const { article, passages, attributions } = indexed;
    const title = termsOf(article.title).join('\n');
    for (const passage of passages) {
      const speakers = attributions
        .filter((each) => each.speaker && overlaps(each, passage))
        .map(({ speaker }) => speaker!.name);
      mini.add({
        id: places.length,
        title,
        heading: passage.heading ? termsOf(slice(article.body, passage.heading)).join('\n') : '',
        speaker: [...new Set(speakers)].flatMap(termsOf).join('\n'),
        text: termsOf(slice(article.body, passage)).join('\n'),
      });
      places.push({ article: indexed, passage });
    }
  }

  const conceptsOf = (tokens: readonly Token[], text: string) => {
    const mentions = matcher.find(tokens, 'question');
    const inside = new Set<number>();
    const concepts: Concept[] = [];
    for (const { from, to, entity } of mentions) {
      for (let i = from; i < to; i++) inside.add(i);
      const last = tokens[to - 1]!;
      concepts.push({
        term: `@${entity.id}`,
        as: text.slice(tokens[from]!.start, last.start + last.surface.length),
      });
    }
    const rest = tokens.filter(({ stop }, i) => !stop && !inside.has(i));
    const topical = rest.filter(({ word }) => !ASKING_WORDS.has(word));
    for (const { term, surface } of topical.length + concepts.length > 0 ? topical : rest) {
      if (!concepts.some((each) => each.term === term)) concepts.push({ term, as: surface });
    }
    return { concepts, mentions };
  };

  const search = async (query: SearchQuery, limit: number): Promise<SearchResult> => {
    const tokens = analyze(query.text);
    const { concepts, mentions } = conceptsOf(tokens, query.text);
    const entities: MatchedEntity[] = [];
    const notes: string[] = [];
    for (const { entity, from, to, ambiguous } of mentions) {
      const last = tokens[to - 1]!;
      const as = query.text.slice(tokens[from]!.start, last.start + last.surface.length);
      const names = [...(named.get(entity.id) ?? [])].sort(
        ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
      );
      entities.push({
        id: entity.id,
        name: entity.name,
        kind: entity.kind,
        as,
        names: names.map(([name]) => name),
        topics: entity.topics,
      });
      if (ambiguous && !notes.includes(ambiguous.say)) notes.push(ambiguous.say);
    }
    const words = concepts.map(({ term }) => term);
    let options: Record<string, unknown> = {};
    let fallback: SearchResult['fallback'];
    const run = () => mini.search(words.join('\n'), options);
    let results = run();
    if (results.length === 0) {
      const long = (term: string) => term.length > 4 && !term.startsWith('@');
      for (const kind of ['prefix', 'fuzzy'] as const) {
        options =
          kind === 'prefix'
            ? { prefix: long }
            : { fuzzy: (term: string) => (long(term) ? 0.2 : false) };
        results = run();
        if (results.length === 0) continue;
        fallback = {
          kind,
          terms: [...new Set(results.flatMap(({ terms }) => terms))].sort().slice(0, 5),
        };
        break;
      }
    }
    const exact = (query.exact ?? []).map(plain);
    const speaker = query.speaker ? termsOf(query.speaker) : [];
    const kept: Hit[] = [];
    for (const result of results) {
      const { article, passage } = places[result.id as number]!;
      const { id, body } = article.article;
      if (query.accept && !query.accept(id)) continue;
      const text = slice(body, passage);
      if (exact.some((words) => !plain(text).includes(words))) continue;
      if (speaker.length > 0) {
        const said = article.attributions.some(
          (each) =>
            each.speaker &&
            overlaps(each, passage) &&
            includesAll(termsOf(each.speaker.name), speaker),
        );
        if (!said) continue;
      }
      const has = new Set(result.queryTerms);
      kept.push({
        articleId: id,
        passage,
        score: result.score,
        sentenceScores: passage.sentences.map((sentence) => {
          const terms = new Set(termsOf(slice(body, sentence)));
          const hit = words.filter((word) => terms.has(word)).length;
          return (result.score * hit) / Math.max(1, words.length);
        }),
        matched: concepts.filter(({ term }) => has.has(term)).map(({ as }) => as),
      });
    }
    kept.sort(
      (a, b) =>
        b.score - a.score ||
        (a.articleId < b.articleId
          ? -1
          : a.articleId > b.articleId
            ? 1
            : a.passage.start - b.passage.start),
    );
    const best =
      kept.length > 0 ? Math.max(...kept.slice(0, 5).map(({ matched }) => matched.length)) : 0;
    const confidence = concepts.length === 0 ? 0 : best / concepts.length;
    return {
      hits: kept.slice(0, limit),
      confidence,
      covered: confidence >= THRESHOLD,
      entities,
      notes,
      ...(fallback ? { fallback } : {}),
    };
  };
  return { passages: places.length, search };
}

function plain(text: string): string {
  return text
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function includesAll(have: readonly string[], want: readonly string[]): boolean {
  return want.every((each) => have.includes(each));
}
