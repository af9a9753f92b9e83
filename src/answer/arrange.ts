import type { Passage } from '../article/passage.ts';
import type { Hit } from '../search/search.ts';
import type { SameWords } from './answer.ts';
import { byDate, cite } from './citation.ts';
import type { DeskData } from './desk-data.ts';
import { remembered } from './remembered.ts';
import { containment, SAME_FROM, type Shingles, shingles } from './same-words.ts';

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
      if (!similarSize(each.runs, runs)) return false;
      const share = containment(each.runs, runs, ALIKE_FROM);
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
  readonly runs: Shingles;
  readonly alike: boolean;
}

/** Passages whose word runs are kept. */
const KEPT = 20_000;
const known = remembered<Passage, Shingles>(KEPT);

/** The passage's word runs. */
function runsOf(data: DeskData, { articleId, passage }: Hit): Shingles {
  return known(passage, () => {
    const body = data.byId.get(articleId)?.article.body ?? '';
    return shingles(body.slice(passage.start, passage.end));
  });
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
function similarSize(a: Shingles, b: Shingles): boolean {
  return Math.min(a.length, b.length) >= 0.5 * Math.max(a.length, b.length);
}
