import type { RichTextElement } from '@slack/types';
import type { Verification, VerificationMatch } from '../../answer/desk.ts';
import type { Asking } from '../asking.ts';
import { contextButton, shareButton } from './buttons.ts';
import { citationLine, spokenCitation } from './citation-line.ts';
import { tooLargePiece } from './excerpt-piece.ts';
import type { Message } from './message.ts';
import { type Piece, pages } from './pages.ts';
import { continuedIn, type Place } from './place.ts';
import { clip, heading, note } from './plain.ts';
import { quoted, richText, section, words } from './rich-text.ts';
import { versionLine } from './standing-lines.ts';

const MATCHES_SHOWN = 3;
/** Of the pasted words, which may have 10,000 characters. */
const QUOTE_SHOWN = 1500;

const OUTCOMES = {
  exact: 'Exact: these words are in the corpus',
  altered: 'Altered: the corpus has other words',
  'not-found': 'Not in the corpus',
} as const;

/** The matches that `verificationView` shows. */
export function shownOfVerification({
  matches,
}: Pick<Verification, 'matches'>): readonly VerificationMatch[] {
  return matches.slice(0, MATCHES_SHOWN);
}

/** One pasted quote checked: where it stands and who said it, what differs, or that it is nowhere. */
export function verificationView(
  verification: Verification,
  asking: Asking,
  place: Place,
): readonly Message[] {
  const { outcome, quote } = verification;
  const more = verification.matches.length - MATCHES_SHOWN;
  const frame = {
    head: [
      heading(OUTCOMES[outcome]),
      richText(section(words('Checked: ', { bold: true }), words(clip(quote, QUOTE_SHOWN)))),
      ...(outcome === 'not-found' ? [note(NOT_FOUND)] : []),
    ],
    spoken: [`${OUTCOMES[outcome]}.`, `Checked: ${clip(quote, QUOTE_SHOWN)}`],
    buttons: place === 'private' ? shareButton(asking, verification.corpus) : [],
    foot: [
      note(
        ...(more > 0 ? [`In ${more} more articles; the earliest are shown.`] : []),
        versionLine(verification.corpus),
      ),
    ],
    continued: continuedIn(place),
  };
  return pages(frame, matchPieces(verification), tooLargePiece);
}

const NOT_FOUND =
  'No article here has these words or words close to them. That does not make the quote false.';

export function matchPieces(verification: Verification): readonly Piece[] {
  return shownOfVerification(verification).map((match, index) => {
    const lead = index === 0 && verification.matches.length > 1 ? [words('Earliest: ')] : [];
    const speaker = speakerLine(match);
    return {
      blocks: [
        richText(
          quoted(match.text, match.start, []),
          citationLine(match, [
            ...(match.changes ? changeWords(match) : []),
            ...(speaker === '' ? [] : [words(`— ${speaker}\n`)]),
            words(`${index + 1}. `, { bold: true }),
            ...lead,
          ]),
        ),
      ],
      spoken: [`${match.text} — ${[speaker, spokenCitation(match)].filter(Boolean).join(', ')}`],
      buttons: contextButton(index + 1, match, match.title),
    };
  });
}

const CHANGE_STYLES = {
  same: undefined,
  added: { strike: true },
  missing: { bold: true },
} as const;

/** Word by word: struck out, only in the pasted words; bold, only in the article. */
function changeWords(match: VerificationMatch): RichTextElement[] {
  const parts = (match.changes ?? []).filter((change) => change.text !== '');
  return [
    words('Difference: ', { italic: true }),
    ...parts.flatMap((change, index) => {
      const before = parts[index - 1];
      const touching =
        before && before.kind !== 'same' && change.kind !== 'same' && !/\s$/.test(before.text);
      const run = words(change.text, CHANGE_STYLES[change.kind]);
      return touching ? [words(' '), run] : [run];
    }),
    words('\nStruck out: not in the article. Bold: in the article only.\n', { italic: true }),
  ];
}

function speakerLine({ speaker, role }: VerificationMatch): string {
  if (speaker === undefined) return '';
  return role ? `${speaker}, ${role}` : speaker;
}
