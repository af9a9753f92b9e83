import type { Article } from '../article/article.ts';
import { isFrom } from '../article/is-from.ts';
import { type NamedParty, namedParties } from '../article/named-parties.ts';
import { overlaps, type Span } from '../article/span.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { QuotedStatement } from './answer.ts';
import { find } from './ask.ts';
import { byDate } from './citation.ts';
import type { PeopleView, SpeakerRow } from './desk.ts';
import { type DeskData, entityOf } from './desk-data.ts';
import { accepts, filterOf } from './filter.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { parseQuestion, type Question } from './question.ts';
import { quotedStatement } from './quoted-statement.ts';
import { sameQuotesOnce } from './same-quotes.ts';
import { sameSpeaker } from './same-speaker.ts';
import { wordCount } from './word-count.ts';
import { worthShowing } from './worth-showing.ts';

const TOPIC_HITS = 40;
const WORTH_SHOWING = 0.4;
const NOT_QUOTED = 8;
/** Roles shown of one speaker. */
const ROLES = 3;
/** Words of a turn in a transcript from which on it is a statement. */
const FEWEST_WORDS = 8;
/** Articles read for parties that are named but not quoted. */
const PARTY_ARTICLES = 10;
/** In a corpus of up to so many articles, each is read for the speaker. */
const READ_ALL = 300;
/** Passages with a statement of one speaker looked at in a larger one. */
const MOST_STATEMENTS = 2000;
/** Bodies scanned before the event loop gets a turn, in code units. */
const SLICE = 2_000_000;

/**
 * Who said what. The name of a speaker gives that speaker's statements, old to new, merged across
 * spellings through the aliases; anything else gives one row a speaker on that topic, and the parties
 * that its articles name but do not quote.
 * @throws QuestionError when the question cannot be read.
 */
export async function people(data: DeskData, typed: string): Promise<PeopleView> {
  const question = parseQuestion(typed);
  const asked = question.speaker ?? question.text;
  const spoken = await bySpeaker(data, asked, question);
  if (spoken.length > 0 && (question.speaker === undefined || question.text === '')) {
    const entity = entityOf(data, asked);
    return {
      question: question.typed,
      by: 'speaker',
      outcome: 'found',
      matchedVia: entity ? viaNames(entity.name, asked, spoken) : [],
      rows: rows(spoken),
      notQuoted: [],
      nearest: [],
      corpus: data.version,
    };
  }
  return byTopic(data, question);
}

/** Every attributed statement of the speaker, whatever the spelling. */
export async function bySpeaker(
  data: DeskData,
  asked: string,
  question: Pick<Question, 'since' | 'until' | 'source'>,
): Promise<readonly QuotedStatement[]> {
  const same = sameSpeaker(data, asked);
  const filter = filterOf(question);
  const { source } = question;
  const found: QuotedStatement[] = [];
  let read = 0;
  for (const indexed of await speakersArticles(data, asked)) {
    if (filter && !accepts(filter, indexed.article)) continue;
    for (const attribution of indexed.attributions) {
      if (!attribution.speaker || !same(attribution.speaker.name)) continue;
      if (source && !isStatedBy(source, indexed, attribution)) continue;
      const statement = quotedStatement(data, indexed, attribution);
      if (statement) found.push(statement);
    }
    read += indexed.article.body.length;
    if (read > SLICE) {
      read = 0;
      await data.pause();
    }
  }
  return found.sort(inOrder);
}

/** Whether the passage with the statement comes from the source. */
function isStatedBy(
  source: string,
  { article, passages }: IndexedArticle,
  statement: Span,
): boolean {
  return passages.some(
    (passage) => overlaps(statement, passage) && isFrom(source, article, passage),
  );
}

/** Articles that can hold a statement of the speaker: all of a small corpus, else those that the index knows. */
async function speakersArticles(data: DeskData, asked: string): Promise<readonly IndexedArticle[]> {
  if (data.shelf.size <= READ_ALL) {
    const slices = [];
    for await (const slice of data.shelf.all()) slices.push(slice);
    return slices.flat();
  }
  const { hits } = await data.index.search({ text: asked, speaker: asked }, MOST_STATEMENTS);
  return data.shelf.read(hits.map(({ articleId }) => articleId));
}

async function byTopic(data: DeskData, question: Question): Promise<PeopleView> {
  const result = await find(data, question, question.text, TOPIC_HITS);
  const hits = result.covered ? worthShowing(result.hits, WORTH_SHOWING) : [];
  const statements: QuotedStatement[] = [];
  const articles: IndexedArticle[] = [];
  for (const hit of hits) {
    const indexed = data.byId.get(hit.articleId);
    if (!indexed) continue;
    if (!articles.includes(indexed)) articles.push(indexed);
    for (const attribution of indexed.attributions) {
      if (!attribution.speaker || !overlaps(attribution, hit.passage)) continue;
      const statement = quotedStatement(data, indexed, attribution);
      if (statement) statements.push(statement);
    }
  }
  const made = rows(statements.sort(inOrder));
  return {
    question: question.typed,
    by: 'topic',
    outcome: made.length > 0 ? 'found' : 'not-covered',
    matchedVia: matchedVia(result),
    rows: made,
    notQuoted: made.length > 0 ? notQuoted(data, articles.slice(0, PARTY_ARTICLES)) : [],
    nearest: await nearestTopics(data, result),
    corpus: data.version,
  };
}

/** People and institutions that the articles name and nowhere quote, those of most articles first. */
function notQuoted(data: DeskData, articles: readonly IndexedArticle[]): readonly string[] {
  const counts = new Map<string, number>();
  const quoted = new Set<string>();
  const canonical = (name: string): string => entityOf(data, name)?.name ?? name;
  for (const { article, attributions } of articles) {
    for (const { speaker } of attributions) if (speaker) quoted.add(canonical(speaker.name));
    const named = partiesOf(article).filter((party) => canSpeak(data, article, party));
    for (const name of new Set(named.map((party) => canonical(party.name)))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([name]) => !quoted.has(name))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, NOT_QUOTED)
    .map(([name]) => name);
}

/**
 * Whether a name is somebody's whose silence means something: a person, group or institution that the
 * aliases know, or one that the article names by role or repeatedly; no place, run-in heading
 * ("Academic Freedom: …") or credit ("(AP)").
 */
function canSpeak(data: DeskData, { body }: Article, party: NamedParty): boolean {
  if (body[party.span.end] === ':' || body[party.span.start - 1] === '(') return false;
  const kind = entityOf(data, party.name)?.kind;
  if (kind !== undefined) return kind === 'person' || kind === 'group' || kind === 'institution';
  return party.name.includes(' ') && (party.role !== undefined || party.mentions >= 2);
}

const parties = new WeakMap<Article, readonly NamedParty[]>();

function partiesOf(article: Article): readonly NamedParty[] {
  const found = parties.get(article) ?? namedParties(article.body, article.regions);
  parties.set(article, found);
  return found;
}

/** One row a speaker, those with most statements first; statements in date order. */
function rows(statements: readonly QuotedStatement[]): readonly SpeakerRow[] {
  const grouped = new Map<string, QuotedStatement[]>();
  for (const statement of statements) {
    const name = statement.canonicalName ?? statement.speaker;
    if (name === undefined) continue;
    const row = grouped.get(name);
    if (!row) grouped.set(name, [statement]);
    else if (
      !row.some((each) => each.articleId === statement.articleId && each.start === statement.start)
    )
      row.push(statement);
  }
  return [...grouped]
    .map(([speaker, said]) => ({
      speaker,
      roles: rolesOf(said),
      statements: sameQuotesOnce(said.filter(saysSomething)),
    }))
    .filter(({ statements }) => statements.length > 0)
    .sort((a, b) => b.statements.length - a.statements.length || (a.speaker < b.speaker ? -1 : 1));
}

/** A whole turn of a transcript may be "Thank you.": it is no statement. */
function saysSomething({ kind, text }: QuotedStatement): boolean {
  return kind !== 'block' || wordCount(text) >= FEWEST_WORDS;
}

/** The roles that say who it is, most often given first; "their spokesman" says it of somebody named nearby. */
function rolesOf(said: readonly QuotedStatement[]): readonly string[] {
  const given = said.flatMap(({ role }) => role ?? []);
  const count = (role: string): number =>
    given.filter((each) => each.toLowerCase() === role.toLowerCase()).length;
  return distinct(given.filter((role) => !/^(?:his|her|its|their)\b/i.test(role)))
    .map((role) => ({ role, times: count(role) }))
    .sort((a, b) => b.times - a.times)
    .slice(0, ROLES)
    .map(({ role }) => role);
}

/** The names once, whatever their capitals; as first written. */
function distinct(names: readonly string[]): readonly string[] {
  return [
    ...new Map([...names].reverse().map((name) => [name.toLowerCase(), name])).values(),
  ].reverse();
}

function inOrder(a: QuotedStatement, b: QuotedStatement): number {
  return byDate(a, b) || a.start - b.start;
}

function viaNames(
  canonical: string,
  asked: string,
  spoken: readonly QuotedStatement[],
): readonly string[] {
  const names = [asked, canonical, ...spoken.flatMap(({ speaker }) => speaker ?? [])];
  const different = distinct(names);
  return different.length > 1 ? [different.slice(0, 5).join(' = ')] : [];
}
