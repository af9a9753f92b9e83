import type { Verification, WordChange } from '../answer/desk.ts';
import { citationLine } from './citation.ts';
import { inert, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** The outcome of checking a pasted quote. */
export function verificationText(verification: Verification, style: Style): string {
  const { outcome, matches, quote } = verification;
  if (outcome === 'not-found') {
    return wrap(
      `${style.bold('Not in the corpus')}: no article has “${inert(quote)}” or words close to it.`,
      style.width,
    );
  }
  const head =
    outcome === 'exact'
      ? `${style.bold('Exact')}: word for word${matches.length > 1 ? `, in ${matches.length} places, earliest first` : ''}.`
      : `${style.bold('Altered')}: the article says it differently.`;
  const places = matches.map((match) => {
    const who = match.speaker
      ? `${inert(match.speaker)}${match.role ? `, ${inert(match.role)}` : ''}`
      : 'unattributed';
    return [
      wrap(inert(match.text), style.width, '  '),
      ...(match.changes ? [wrap(changesText(match.changes, style), style.width, '  ')] : []),
      wrap(style.dim(`${who} — ${citationLine(match, style)}`), style.width, '  '),
    ].join('\n');
  });
  return [wrap(head, style.width), ...places].join('\n\n');
}

/** `[-only in the article-] {+only in the pasted quote+}`, as `git diff --word-diff` prints it. */
export function changesText(changes: readonly WordChange[], style: Style): string {
  return changes
    .map(({ kind, text }) =>
      kind === 'same'
        ? inert(text)
        : style.bold(kind === 'missing' ? `[-${inert(text)}-]` : `{+${inert(text)}+}`),
    )
    .join('');
}
