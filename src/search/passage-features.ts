import { type Bm25Parameters, outsideText } from './bm25.ts';
import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { definitionReader } from './definition.ts';
import { derivationReader } from './derivations.ts';
import { FEATURE_COUNT, FEATURES } from './features.ts';
import { adjacency, closeness, neighbouringPairs, type Occurrence } from './pair-signals.ts';
import { TermTable } from './term-table.ts';
import { CAPITAL, DATE, ENTITY, NUMBER, SENTENCE, STOP, TERM_MASK } from './token-flags.ts';

const AT = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<
  (typeof FEATURES)[number],
  number
>;

/** What the ranking knows of one candidate. */
export interface Candidate {
  readonly passage: number;
  /** One number a feature, see features.ts; each about 0..1. */
  readonly features: Float64Array;
  /** A score a sentence: the share of the question's idf mass that it holds, 0..1, with its answer words. */
  readonly sentences: readonly number[];
  /** Concepts that it holds, one bit each (the first 30), in any field. */
  readonly held: number;
  /** How often its text holds each concept. */
  readonly counts: Float64Array;
}

/** Answer words count as near within so many words. */
const NEAR = 12;

/** Numbers that are allocated at once. */
const BLOCK = 4096;

export interface FeatureReader {
  /** Every signal of a candidate that needs no other candidate. */
  read(passage: number): Candidate;
  /** Only what it holds, for a candidate's neighbours. */
  glance(passage: number): Pick<Candidate, 'held' | 'counts'>;
}

/** Reads candidates' words once each and measures every signal that needs no other candidate. */
export function featureReader(
  corpus: CorpusView,
  query: BoundQuery,
  parameters: Bm25Parameters,
): FeatureReader {
  const { segment, vocabulary, stats } = corpus;
  const { concepts } = query;
  const type = query.query.type;
  const mass = query.mass || 1;
  const matches = concepts.flatMap(({ terms }, concept) =>
    terms.map(({ id, weight }) => ({ id, concept, weight })),
  );
  const matchOf = new TermTable(matches.length);
  matches.forEach(({ id }, place) => {
    if (matchOf.get(id) < 0) matchOf.set(id, place);
  });
  const pairs = neighbouringPairs(query);
  const rarest = concepts.reduce(
    (best, each, i) => (each.idf > (concepts[best]?.idf ?? -1) ? i : best),
    0,
  );
  // What a thing is, is asked for outright, or by naming nothing but the thing.
  const defines =
    type === 'definition' || (type === 'topic' && concepts.length === 1)
      ? definitionReader(corpus, (term) => matchOf.get(term) >= 0)
      : undefined;
  const inWord = ['in', 'at', 'near', 'from'].map((word) => vocabulary.idOf(word));
  const becauseWord = ['because', 'caus', 'due', 'reason', 'after', 'since', 'blame'].map((word) =>
    vocabulary.idOf(word),
  );

  const derivedMass = derivationReader(corpus, query);
  /** Memory for the numbers of several candidates at once: many small arrays cost more than their contents. */
  let block = new Float64Array(0);
  let used = 0;
  const numbers = (size: number): Float64Array => {
    if (used + size > block.length) {
      block = new Float64Array(Math.max(size, BLOCK));
      used = 0;
    }
    used += size;
    return block.subarray(used - size, used);
  };

  const covered = (words: Uint32Array, from: number, to: number): number => {
    let bits = 0;
    for (let at = from; at < to; at++) {
      const found = words[at]! & STOP ? -1 : matchOf.get(words[at]! & TERM_MASK);
      if (found >= 0) bits |= 1 << Math.min(matches[found]!.concept, 30);
    }
    return bits;
  };
  const idfOf = (bits: number): number => {
    let sum = 0;
    for (let i = 0; i < concepts.length; i++)
      if (bits & (1 << Math.min(i, 30))) sum += concepts[i]!.idf;
    return sum;
  };

  const glance = (passage: number): Pick<Candidate, 'held' | 'counts'> => {
    const counts = numbers(concepts.length);
    let held = 0;
    for (let at = segment.forwardAt[passage]!; at < segment.forwardAt[passage + 1]!; at++) {
      const word = segment.forward[at]!;
      const match = word & STOP ? -1 : matchOf.get(word & TERM_MASK);
      if (match < 0) continue;
      const { concept, weight } = matches[match]!;
      counts[concept]! += weight;
      held |= 1 << Math.min(concept, 30);
    }
    return { held, counts };
  };

  const read = (passage: number): Candidate => {
    const features = numbers(FEATURE_COUNT);
    const { forward, forwardAt, titles, titleAt, headings, headingAt, speakers, speakerAt } =
      segment;
    const article = segment.articleOf[passage]!;
    const from = forwardAt[passage]!;
    const to = forwardAt[passage + 1]!;
    const found: Occurrence[] = [];
    const counts = numbers(concepts.length);
    const sentenceBits: number[] = [];
    const sentenceLengths: number[] = [];
    const answers: { at: number; sentence: number }[] = [];
    let position = 0;
    let names = 0;
    let previous = -1;
    for (let at = from; at < to; at++) {
      const word = forward[at]!;
      const id = word & TERM_MASK;
      if (word & SENTENCE || sentenceBits.length === 0) {
        sentenceBits.push(0);
        sentenceLengths.push(0);
      }
      const sentence = sentenceBits.length - 1;
      const match = word & STOP ? -1 : matchOf.get(id);
      if (match >= 0) {
        const { concept, weight } = matches[match]!;
        counts[concept]! += weight;
        found.push({ concept, at: position });
        sentenceBits[sentence]! |= 1 << Math.min(concept, 30);
        if (concepts[concept]!.concept.capital && word & (CAPITAL | ENTITY | SENTENCE)) {
          names |= 1 << Math.min(concept, 30);
        }
      }
      if (match < 0 && isAnswer(word, id, previous)) answers.push({ at: position, sentence });
      if (!(word & ENTITY)) {
        position++;
        if (!(word & STOP)) sentenceLengths[sentence]!++;
        previous = id;
      }
    }

    // Lexical signals.
    let textBits = 0;
    for (const bits of sentenceBits) textBits |= bits;
    const titleBits = covered(titles, titleAt[article]!, titleAt[article + 1]!);
    const headingBits = covered(headings, headingAt[passage]!, headingAt[passage + 1]!);
    const speakerBits = covered(speakers, speakerAt[passage]!, speakerAt[passage + 1]!);
    const allBits = textBits | titleBits | headingBits | speakerBits;
    features[AT.bm25] = bm25(
      counts,
      titleBits,
      headingBits,
      speakerBits,
      segment.lengths[passage]!,
    );
    features[AT.coverage] = idfOf(allBits) / mass;
    features[AT.textCoverage] = idfOf(textBits) / mass;
    features[AT.rarest] = allBits & (1 << Math.min(rarest, 30)) ? 1 : 0;
    features[AT.title] = idfOf(titleBits) / mass;
    features[AT.heading] = idfOf(headingBits) / mass;
    features[AT.speaker] = idfOf(speakerBits) / mass;
    features[AT.names] = idfOf(names) / mass;
    features[AT.lead] = 1 / (1 + passage - segment.articlePassages[article]!);
    features[AT.length] = Math.log((1 + segment.lengths[passage]!) / (1 + stats.meanLength));
    if (defines) features[AT.definition] = defines(passage);

    // Sentences: what each holds of the question, and of the kind of words that would answer it.
    const sentences: number[] = sentenceBits.map((bits) => idfOf(bits) / mass);
    const answered = new Uint8Array(sentenceBits.length);
    for (const { sentence } of answers) answered[sentence] = 1;
    let best = 0;
    sentences.forEach((share, i) => {
      if (share > sentences[best]! || (share === sentences[best] && answered[i]! > answered[best]!))
        best = i;
    });
    features[AT.sentence] = sentences[best] ?? 0;
    for (const [i, share] of sentences.entries()) {
      const density = share / Math.log(Math.E + sentenceLengths[i]! / 10);
      if (density > features[AT.density]!) features[AT.density] = density;
    }
    features[AT.answerType] = answered[best] ?? 0;
    for (const answer of answers) {
      let near = 0;
      let seen = 0;
      for (const { concept, at } of found) {
        const distance = Math.abs(at - answer.at);
        if (distance > NEAR || seen & (1 << Math.min(concept, 30))) continue;
        seen |= 1 << Math.min(concept, 30);
        near += concepts[concept]!.idf / mass / (1 + distance / 6);
      }
      if (near > features[AT.answerNear]!) features[AT.answerNear] = near;
    }

    features[AT.derived] = derivedMass(from, to, allBits);

    const { phrase, window } = adjacency(found, pairs);
    features[AT.phrase] = phrase;
    features[AT.window] = window;
    features[AT.proximity] = closeness(found, query);
    return {
      passage,
      features,
      sentences: sentences.map((share, i) => share + (answered[i] ? 0.05 : 0)),
      held: allBits,
      counts,
    };
  };
  return { read, glance };

  function isAnswer(word: number, id: number, before: number): boolean {
    switch (type) {
      case 'date':
        return (word & DATE) !== 0;
      case 'number':
        return (word & NUMBER) !== 0 && !(word & DATE);
      case 'person':
      case 'name':
        return (word & CAPITAL) !== 0 && !(word & (DATE | STOP));
      case 'place':
        return (word & CAPITAL) !== 0 && inWord.includes(before);
      case 'reason':
        return becauseWord.includes(id);
      default:
        return false;
    }
  }

  function bm25(
    counts: Float64Array,
    title: number,
    heading: number,
    speaker: number,
    length: number,
  ): number {
    let sum = 0;
    for (let i = 0; i < concepts.length; i++) {
      const bit = 1 << Math.min(i, 30);
      const packed =
        (title & bit ? 1 << 6 : 0) | (heading & bit ? 1 << 9 : 0) | (speaker & bit ? 1 << 12 : 0);
      const tf =
        counts[i]! / (1 - parameters.b + (parameters.b * length) / stats.meanLength) +
        outsideText(packed, parameters);
      sum += (concepts[i]!.idf * tf) / (parameters.k1 + tf);
    }
    return sum / mass;
  }
}
