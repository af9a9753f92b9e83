/**
 * Names of the ranking's signals, in the order of the feature vector. What each weighs is in weights.json, what each is
 * worth in bench/figures/signals.md.
 */
export const FEATURES = [
  // BM25F of all concepts as a share of the most it could be (Robertson, Zaragoza, Taylor 2004).
  'bm25',
  // idf mass of the question that the passage holds, anywhere and in its own text.
  'coverage',
  'textCoverage',
  // Whether it holds the question's rarest concept.
  'rarest',
  // idf mass of the question in the best single sentence, and the same against that sentence's length.
  'sentence',
  'density',
  // Neighbouring concepts of the question next to each other in order, and within 8 words in any
  // order: the sequential dependence model (Metzler and Croft 2005).
  'phrase',
  'window',
  // Mean closeness of all pairs of concepts (Tao and Zhai 2007).
  'proximity',
  'title',
  'heading',
  'speaker',
  // 1 at the first passage of an article, falling: news leads with what matters.
  'lead',
  // Logarithm of the length against the mean.
  'length',
  // Words of the type that the question asks for, in the best sentence, and how close they stand to
  // the question's words (answer typing: Prager et al. 2000; Voorhees 2000).
  'answerType',
  'answerNear',
  // Likelihood under the relevance model of the first-stage top passages (RM3: Lavrenko and Croft
  // 2001; Abdul-Jaleel et al. 2004).
  'feedback',
  // Question names that the passage writes as names.
  'names',
  // Whether it says what the thing asked about is, where that is asked for, or nothing but its name is
  // given; see `definitionReader`.
  'definition',
  // idf mass that the passage's neighbours in its article hold.
  'context',
  // idf mass that the whole article holds, and BM25 over the article's passages (passage count as
  // the term's count): the article is on the subject even where the passage is short of words.
  'article',
  'articleBm25',
  // BM25 of the passage together with its neighbours: documents smooth their passages (Callan 1994; Bendersky and Kurland 2008).
  'neighbour',
  // idf mass of the concepts that the passage holds only in another derivation ("Ukraine", "Ukrainian").
  'derived',
  // The year or month that the question names is the article's own date.
  'dated',
  // Age, where the question asks for what is newest.
  'recency',
  // idf mass of the question that the passage holds in words of like meaning, anywhere, in the best
  // sentence, and of the concepts that it does not hold; likeness by word vectors (GloVe: Pennington,
  // Socher and Manning 2014; soft matching of terms: Kuzi, Shtok and Kurland 2016).
  'related',
  'relatedSentence',
  'relatedMissing',
  // Coverage and BM25 with each concept weighted by how few of the candidates hold it: what is common to all of
  // them tells no passage from its neighbours.
  'poolCoverage',
  'poolBm25',
  // BM25 with a stronger normalisation of length (k1 1.2, b 0.75).
  'bm25Long',
  // Concepts held, each counting the same; the rarest one missing; names missing.
  'heldShare',
  'missingMost',
  'missingName',
  // The same with each concept weighted by how rare it is in English at large: a small corpus holds too little to
  // tell names and things from common words.
  'rareCoverage',
  'rareBm25',
  'rareSentence',
  'rareRelated',
  'rareArticle',
  'rareArticleBm25',
] as const;

export type Feature = (typeof FEATURES)[number];
export const FEATURE_COUNT = FEATURES.length;
