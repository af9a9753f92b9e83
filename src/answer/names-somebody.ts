import type { Speaker } from '../article/attribution.ts';

const NOBODY =
  /^(?:i|we|he|she|it|they|who|which|that|this|these|those|one|some|many|most|others?|another|everyone|everybody|someone|somebody|anyone|anybody|no one|nobody|people|him|her|them|you)$/i;

/** Whether a speaker's name tells a reader of another page who it is: not a pronoun that the article leaves open. */
export function namesSomebody(speaker: Speaker | undefined): speaker is Speaker {
  return speaker !== undefined && !NOBODY.test(speaker.name.trim());
}
