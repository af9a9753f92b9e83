import type { Passage } from '../article/passage.ts';
import type { Hit } from '../search/search.ts';
import type { SameWords } from './answer.ts';
import { byDate, cite } from './citation.ts';
import type { DeskData } from './desk-data.ts';
import { containment, SAME_FROM, shingles } from './same-words.ts';

/** Excerpts of one article in a row before others had their turn. */
const PER_TURN = 2;
/** From this share of common word runs on, a passage says what one above it says: it waits a turn. */
const ALIKE_FROM = 0.4;

export interface Arranged {
  readonly hits: readonly Hit[];
  /** For hits whose words stand in several articles. */
  readonly sameWords: ReadonlyMap<Hit, SameWords>;
}

/**
 * The hits in the order to show: the same words in several articles once (the earliest is named), and
 * at most two excerpts of an article, or one of several that say nearly the same, before every other
 * article had its turn.
 */
export function arrange(data: DeskData, ranked: readonly Hit[]): Arranged {
  const groups: Group[] = [];
  for (const hit of ranked) {
    const runs = runsOf(data, hit);
    let alike = false;
    const group = groups.find((each) => {
      const share = containment(each.runs, runs);
      if (!similarSize(each.runs, runs)) return false;
      alike ||= share >= ALIKE_FROM;
      return share >= SAME_FROM;
    });
    if (group) group.hits.push(hit);
    else groups.push({ hits: [hit], runs, alike });
  }
  const sameWords = new Map<Hit, SameWords>();
  const first: { readonly hit: Hit; readonly alike: boolean }[] = [];
  for (const { hits, alike } of groups) {
    const shown = hits[0];
    if (!shown) continue;
    first.push({ hit: shown, alike });
    const articles = new Set(hits.map((hit) => hit.articleId));
    if (articles.size < 2) continue;
    const cited = hits.flatMap((hit) => {
      const indexed = data.byId.get(hit.articleId);
      return indexed ? [cite(indexed.article, hit.passage, hit.passage)] : [];
    });
    const earliest = cited.sort(byDate)[0];
    if (earliest) sameWords.set(shown, { articles: articles.size, first: earliest });
  }
  return { hits: inTurns(first), sameWords };
}

/** Hits with the same words; `alike`: words near those of a group above. */
interface Group {
  readonly hits: Hit[];
  readonly runs: ReadonlySet<string>;
  readonly alike: boolean;
}

const known = new WeakMap<Passage, ReadonlySet<string>>();

/** The passage's word runs, found once. */
function runsOf(data: DeskData, { articleId, passage }: Hit): ReadonlySet<string> {
  const body = data.byId.get(articleId)?.article.body ?? '';
  const runs = known.get(passage) ?? shingles(body.slice(passage.start, passage.end));
  known.set(passage, runs);
  return runs;
}

function inTurns(hits: readonly { readonly hit: Hit; readonly alike: boolean }[]): readonly Hit[] {
  const counts = new Map<string, number>();
  const turns = hits.map(({ hit, alike }, rank) => {
    const count = counts.get(hit.articleId) ?? 0;
    counts.set(hit.articleId, count + 1);
    return { hit, rank, turn: Math.floor(count / PER_TURN) + (alike ? 1 : 0) };
  });
  return turns.sort((a, b) => a.turn - b.turn || a.rank - b.rank).map(({ hit }) => hit);
}

/** A sentence inside a long paragraph is not the same text as the paragraph. */
function similarSize(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return Math.min(a.size, b.size) >= 0.5 * Math.max(a.size, b.size);
}
