import type { Link } from './cue-links.ts';
import { Relation } from './cue-links.ts';
import { CueClass } from './cues.ts';
import type { Mention } from './mention.ts';
import { isPronoun, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Reading } from './reading.ts';
import type { Span } from './span.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Reported speech without quotation marks: what was said, by which mention, by which reporting words. */
export interface IndirectSpeech extends Span {
  readonly mention: number;
  readonly cue: Span;
  /** Share of such patterns that annotators also read as this speaker's words, 0..1. */
  readonly confidence: number;
}

const MIN_WORDS = 4;
const BE = /^(?:is|are|was|were|be|been|being|am)$/;
/** Words that begin another clause: a verb behind them is not the content's. */
const CLAUSE = /^(?:when|while|after|before|as|because|since|although|though|who|which|whose|,|;)$/;
const REPORTING = new Set<number>([
  CueClass.say,
  CueClass.tell,
  CueClass.goesOn,
  CueClass.write,
  CueClass.report,
]);

/**
 * Indirect speech in the reporter's sentences: "X said (that) …", "…, X said", "according to X, …". Sentences
 * that hold quotation marks are left to the quotes. The content runs to the end of the sentence: longer
 * than an annotator's at times, never over another sentence.
 */
export function indirectSpeech(reading: Reading): readonly IndirectSpeech[] {
  const { words, links, mentions } = reading;
  // What is reported inside a turn is the turn's speaker's own account.
  const spoken = new Set(reading.turns.map((turn) => turn.block));
  const bySentence = new Map<number, { mention: number; link: Link }>();
  mentions.forEach((mention, m) => {
    if (mention.type === MentionType.first || mention.possessive) return;
    if (spoken.has(words.block[mention.first]!)) return;
    for (const link of links.byMention[m]!) {
      if (!isReporting(words, link) || isInside(words, mention, link)) continue;
      if (link.relation === Relation.according && RULES.test(mention.key)) continue;
      const sentence = words.sentence[link.cue]!;
      const other = bySentence.get(sentence);
      // The outermost report of a sentence: the first that the reporter makes.
      if (
        !other ||
        rank(link) < rank(other.link) ||
        (rank(link) === rank(other.link) && link.cue < other.link.cue)
      )
        bySentence.set(sentence, { mention: m, link });
    }
  });
  const found: IndirectSpeech[] = [];
  for (const [sentence, { mention, link }] of [...bySentence].sort((a, b) => a[0] - b[0])) {
    const content = contentOf(reading, sentence, mention, link);
    if (!content) continue;
    trim(words, content);
    if (content.to - content.from + 1 < MIN_WORDS) continue;
    // Behind a mark that nothing closes the words may be a quotation.
    if (/["“„«]/.test(reading.body[words.start[content.from]! - 1] ?? '')) continue;
    const last = link.relation === Relation.according ? link.cue + 1 : link.cue;
    const pronoun = isPronoun(mentions[mention]!) ? 0.03 : 0;
    found.push({
      start: words.start[content.from]!,
      end: words.end[content.to]!,
      mention,
      cue: { start: words.start[link.cue]!, end: words.end[last]! },
      confidence: Math.round(100 * ((content.that ? 0.92 : 0.85) - pronoun)) / 100,
    });
  }
  return found;
}

/** What is done according to them is no speech of theirs. */
const RULES =
  /^(?:law|constitution|treaty|agreement|order|bill|amendment|resolution|platform|school)$/;

/** Verbs that report words only where marks stand beside them ("“No!” he shot back"). */
const ACTS =
  /^(?:shoots?|shot|fires?|fired|explodes?|exploded|snaps?|snapped|volunteers?|volunteered|protests?|protested|charges?|charged)$/;

/** The subject of a verb is not what stands in a phrase behind it ("journalists in Kabul reported"). */
function isInside(words: Words, mention: Mention, link: Link): boolean {
  if (link.relation !== Relation.subject) return false;
  let before = mention.first - 1;
  while (before >= 0 && words.bits[before]! & Word.determiner) before--;
  return (
    before >= 0 &&
    words.sentence[before] === words.sentence[mention.first] &&
    (words.bits[before]! & Word.preposition) !== 0
  );
}

/** Takes punctuation off the ends. */
function trim(words: Words, content: Content): void {
  const isMark = (k: number): boolean =>
    words.kind[k] === Token.punctuation && !/[)\]%$€£]/.test(words.lower[k]!);
  while (content.to > content.from && isMark(content.to)) content.to--;
  while (content.from < content.to && isMark(content.from)) content.from++;
}

function rank(link: Link): number {
  return link.relation === Relation.according ? 0 : link.relation === Relation.subject ? 1 : 2;
}

function isReporting(words: Words, link: Link): boolean {
  if (link.relation === Relation.according) return true;
  const auxiliary = words.lower[link.cue - 1] ?? '';
  const be = BE.test(auxiliary);
  if (ACTS.test(words.lower[link.cue]!) && words.lower[link.cue + 1] !== 'that') return false;
  // "is telling them that" reports, "saying that" leans on another verb; "it was revealed that" names nobody.
  if (link.gerund ? !be : be) return false;
  if (!REPORTING.has(link.kind)) {
    const that = words.lower[link.cue + 1] === 'that';
    return link.kind === CueClass.think && link.relation === Relation.subject && that;
  }
  return (
    link.relation === Relation.subject ||
    link.relation === Relation.subjectHead ||
    link.relation === Relation.subjectAcrossCommas ||
    link.relation === Relation.inverted
  );
}

interface Content {
  from: number;
  to: number;
  readonly that: boolean;
}

function contentOf(reading: Reading, sentence: number, m: number, link: Link): Content | null {
  const { words, mentions } = reading;
  const first = words.sentenceStart[sentence]!;
  let last = (words.sentenceStart[sentence + 1] ?? words.length) - 1;
  while (last > first && words.kind[last] === Token.punctuation) last--;
  const mention = mentions[m]!;
  const left = Math.min(link.cue, mention.first);
  const right = Math.max(
    link.relation === Relation.according ? link.cue + 1 : link.cue,
    mention.last,
  );
  // "According to X, …" and "…, according to X"; "…, X said".
  const comma = words.lower[left - 1] === ',' || words.lower[left - 1] === '—';
  const trails = last - right <= 6 && comma && left - 1 - first >= MIN_WORDS;
  if (trails)
    return plain(words, first, left - 2) && hasVerb(words, first, left - 2)
      ? { from: first, to: left - 2, that: false }
      : null;
  if (link.relation === Relation.according || link.relation === Relation.inverted) {
    if (link.relation === Relation.inverted) return null;
    let from = right + 1;
    if (left > first + 2)
      return plain(words, first, left - 1) ? { from: first, to: left - 1, that: false } : null;
    for (let k = from; k < Math.min(last, from + 30); k++) {
      if (words.lower[k] === ',') from = k + 1;
      if (words.lower[k] === ',' && !(words.bits[k + 1]! & (Word.person | Word.group))) break;
    }
    return finish(words, from, last, false);
  }
  let from = link.cue + 1;
  let that = false;
  for (let k = from; k < Math.min(last, from + 16); k++) {
    if (words.lower[k] !== 'that') continue;
    that = true;
    from = k + 1;
    break;
  }
  if (!that) {
    if (link.kind === CueClass.write || link.kind === CueClass.goesOn) return null;
    if (link.kind === CueClass.tell) {
      const hearer = mentionNear(mentions, m, link.cue);
      if (hearer) from = hearer.last + 1;
    }
    if (CLAUSE.test(words.lower[from]!) || !hasVerb(words, from, last)) return null;
    if (words.bits[from]! & Word.preposition) return null;
  }
  return finish(words, from, last, that);
}

/** The hearer of "told X …": the next mentions after the speaker are few to try. */
function mentionNear(mentions: readonly Mention[], m: number, cue: number): Mention | undefined {
  for (let k = m + 1; k < Math.min(mentions.length, m + 6); k++) {
    const { first } = mentions[k]!;
    if (first > cue) return first <= cue + 3 ? mentions[k] : undefined;
  }
  return undefined;
}

function finish(words: Words, from: number, to: number, that: boolean): Content | null {
  if (to - from + 1 < MIN_WORDS) return null;
  return plain(words, from, to) ? { from, to, that } : null;
}

/** No quotation between the tokens. */
function plain(words: Words, from: number, to: number): boolean {
  if (to <= from) return false;
  for (let k = from; k <= to; k++) if (words.kind[k] === Token.quote) return false;
  return true;
}

/** Whether a verb stands near the start of the words: then they are a clause, not the object of a verb. */
function hasVerb(words: Words, from: number, to: number): boolean {
  for (let k = from; k <= Math.min(to, from + 14); k++) {
    if (words.bits[k]! & Word.auxiliary) return true;
    if (k > from + 1 && CLAUSE.test(words.lower[k]!)) return false;
    if (!words.cue[k]?.finite || words.capital[k]) continue;
    // "most of the attacks": a noun that looks like a verb.
    const before = k > 0 ? words.bits[k - 1]! : 0;
    if (!(before & (Word.determiner | Word.preposition))) return true;
  }
  return false;
}
