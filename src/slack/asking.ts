/** What can be asked of the desk from Slack and shown as pages of cited words. */
export type AskKind = 'ask' | 'quotes' | 'timeline' | 'figures' | 'verify';

/** One request, complete enough to be asked again by a button. */
export interface Asking {
  readonly kind: AskKind;
  readonly question: string;
  /** The question before it in the thread. */
  readonly previous?: string;
  /** Items to skip ("More"). */
  readonly offset: number;
}

/** The words that ask for it again. */
export function asTyped({ kind, question }: Asking): string {
  return kind === 'ask' ? question : `${kind} ${question}`;
}
