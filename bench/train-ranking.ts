/**
 * Fits the weights of the second stage and of the confidence, and writes src/search/weights.json.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/train-ranking.ts [--dry | --ranking | --confidence | --signals]
 *
 * `--ranking` leaves the confidence as it is, `--confidence` fits nothing else; `--signals` writes what each signal is worth to
 * bench/figures/signals.md instead.
 *
 * A question's weights come from squad2 (paragraphs, each an article and together to the pages that they come from)
 * and from trecqa-train (sentences; some of squad2), a topic's from topics (each event an article, and together to
 * digests) and from headlines of realtimeqa-2023, the confidence from
 * realtimeqa-2023 (answerable and absent questions, also over small corpora of one page to a twentieth) and
 * from questions and topics asked of a corpus on other things. Every figure printed is cross-validated by
 * groups (articles, weeks, topics) or of a set that was not fitted on.
 */
import { writeFileSync } from 'node:fs';
import { FEATURE_COUNT, type Feature } from '../src/search/features.ts';
import { named } from '../src/search/rank.ts';
import { RANKING_MODEL, type RankingModel } from '../src/search/ranking-model.ts';
import { type Collected, type Collector, collector } from './collect.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { fitRanking, folds } from './fit.ts';
import { headlines } from './headlines.ts';
import { longArticles } from './long-articles.ts';
import { type Measures, mean } from './measures.ts';
import { evaluationData, realtimeqa, squad2, topics, trecqa } from './ranking-sets.ts';
import { signalGains } from './signal-gains.ts';
import { FALLING, RISING } from './signal-signs.ts';
import { fitConfidence } from './train-confidence.ts';

const L2 = 1e-3;
/** Events that make a digest. */
const DIGEST = 40;
/**
 * Not learned: no training set asks for the newest, and next to no question what a thing is. The newest outweighs any
 * difference in wording but a large one, a definition decides between passages that are otherwise alike.
 */
const UNSEEN = { recency: 10, definition: 1.5 };

function train(data: string): void {
  const gather = (from: Collector, every = 1): Collected[] =>
    from.set.queries
      .filter((_, i) => i % every === 0)
      .map((query) => from.collect(query, RANKING_MODEL));
  const news = realtimeqa(data);
  const wiki = squad2(data);
  const topicSet = collector(topics(data), RANKING_MODEL, 150);
  const headlineSet = collector(headlines(news), RANKING_MODEL, 150);
  const sets = { news, wiki, headings: topicSet, headlines: headlineSet };
  if (process.argv.includes('--confidence')) {
    write({ ...RANKING_MODEL, confidence: fitConfidence(sets, RANKING_MODEL) });
    return;
  }
  const trec = gather(collector(trecqa(data, 'train'), RANKING_MODEL, 100));
  const dev = gather(collector(trecqa(data, 'dev'), RANKING_MODEL, 100));
  const squad = gather(collector(wiki, RANKING_MODEL, 30), 2);
  const pages = longArticles(wiki, ({ id }) => id.split('#')[0]!);
  const long = gather(collector(pages, RANKING_MODEL, 30), 3);
  const headings = gather(topicSet);
  const digests = gather(
    collector(
      longArticles(topicSet.set, (_, place) => `${Math.floor(place / DIGEST)}`),
      RANKING_MODEL,
      150,
    ),
  );
  const heads = gather(headlineSet).filter(({ topic }) => topic);
  const some = squad.filter((_, i) => i % 9 === 0);
  if (process.argv.includes('--signals')) {
    signalGains({ squad, long, trec: [...trec, ...some], dev, headings, digests, heads });
    return;
  }

  const sentence = learn([...trec, ...some]);
  print('trecqa-dev (not fitted on)', evaluateRows(dev, sentence));
  const question = learn([...squad, ...long]);
  crossValidate({ squad2: squad, 'squad2, long articles': long });
  const topic = learn([...headings, ...digests, ...heads]);
  crossValidate({ topics: headings, 'topics, digests': digests, headlines: heads });

  const asked = completed(question);
  const model: RankingModel = {
    ...RANKING_MODEL,
    // No training topic has an article with a title.
    topic: { ...completed(topic), title: asked.title },
    question: asked,
    sentence: completed(sentence),
  };
  if (process.argv.includes('--ranking')) {
    write(model);
    return;
  }
  const confidence = fitConfidence(sets, model);
  if (!process.argv.includes('--dry')) write({ ...model, confidence });
}

function write(model: RankingModel): void {
  const file = new URL('../src/search/weights.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(model, null, 2)}\n`);
}

/** Fits on all sets but a fifth of the groups, and measures each set on its own in that fifth. */
function crossValidate(sets: Readonly<Record<string, readonly Collected[]>>): void {
  const all = Object.entries(sets).flatMap(([name, of]) => of.map((each) => ({ name, ...each })));
  const fold = folds(all, 5);
  const results = [0, 1, 2, 3, 4].flatMap((k) => {
    const weights = learn(all.filter((_, i) => fold[i] !== k));
    return all
      .filter((_, i) => fold[i] === k)
      .map((each) => ({ name: each.name, measures: evaluateRows([each], weights) }));
  });
  for (const name of Object.keys(sets)) {
    const own = results.filter((each) => each.name === name);
    print(`${name}, 5 folds`, mean(own.map(({ measures }) => measures)));
  }
}

function learn(questions: readonly Collected[]): Float64Array {
  return fitRanking(questions, FEATURE_COUNT, L2, RISING, FALLING);
}

function print(name: string, { map, mrr, ndcg10, r1, r5 }: Measures): void {
  console.log(
    `${name}: MAP ${map.toFixed(3)} MRR ${mrr.toFixed(3)} nDCG@10 ${ndcg10.toFixed(3)} R@1 ${r1.toFixed(3)} R@5 ${r5.toFixed(3)}`,
  );
}

function completed(weights: Float64Array): Record<Feature, number> {
  const rounded = weights.map((value) => Math.round(value * 1000) / 1000);
  return { ...named(rounded), ...UNSEEN };
}

const folder = evaluationData();
if (folder !== null) train(folder);
