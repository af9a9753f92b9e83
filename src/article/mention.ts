import type { Span } from './span.ts';
import type { Words } from './words.ts';

/** How a party is mentioned; the attribution model learns a weight for each. */
export const MentionType = {
  he: 0,
  she: 1,
  they: 2,
  it: 3,
  relative: 4,
  first: 5,
  /** Two or more words of a person's name. */
  fullName: 6,
  /** One word that is part of a full name elsewhere, or that has a title. */
  surname: 7,
  institution: 8,
  /** One capitalised word that nothing else explains. */
  otherName: 9,
  person: 10,
  people: 11,
  group: 12,
  document: 13,
  /** Whatever stands where a speaker should. */
  bare: 14,
} as const;

/** A party mentioned in the reporter's words: a name, a description or a pronoun. */
export interface Mention {
  readonly type: number;
  /** First token, with title and description ("Clinton campaign spokesman Brian Fallon"). */
  readonly first: number;
  /** First token of the name proper. */
  readonly name: number;
  /** Last token, inclusive. */
  readonly last: number;
  readonly possessive: boolean;
  /** Lower-case words that identify it. */
  readonly key: string;
}

/** Where a mention's words stand in the body. */
export function mentionSpan(words: Words, mention: Mention): Span {
  const k = mention.last;
  // Without "'s", of possession or of "is".
  const ending = words.possessive[k] ? words.end[k]! - words.start[k]! - words.lower[k]!.length : 0;
  return { start: words.start[mention.first]!, end: words.end[k]! - ending };
}

export function isDescription(mention: Mention): boolean {
  return mention.type >= MentionType.person && mention.type <= MentionType.document;
}

export function isName(mention: Mention): boolean {
  return mention.type >= MentionType.fullName && mention.type <= MentionType.otherName;
}

export function isPronoun(mention: Mention): boolean {
  return mention.type <= MentionType.first;
}
