/** A question that leans on the one before it: it does not become the thread's topic. */
export function leansOnPrevious(question: string): boolean {
  return LEANING.test(question.trim());
}

const LEANING =
  /^(and|but|so|what about|how about|who|when|where|why|how)\b(?=.*\b(that|this|it|they|them|he|she|those|these|him|her|then|there)\b)|^(more|why|when|where|who|how|since when)\??$/i;

/** An untagged reply that is not for us: to someone else, or a courtesy. */
export function isSmallTalk(text: string): boolean {
  const words = text.trim();
  const courtesy = words.length <= 60 && COURTESY.test(words);
  return /^<@[UW]/.test(words) || courtesy || !/[\p{L}\p{N}]/u.test(words);
}

const COURTESY =
  /^(thanks?|thank you|thx|ty|cheers|great|nice|perfect|ok|okay|got it|cool|lol|haha|yes|no|yep|nope|sure|agreed|done|good|:[a-z0-9_+-]+:|\s|[!.,)(])+((so|very) much)?[!. ]*$/iu;
