import type { Coverage } from '../../answer/answer.ts';
import type { Asking } from '../asking.ts';
import { feedbackButtons, shareButton, topicButton } from './buttons.ts';
import type { Message } from './message.ts';
import type { Place } from './place.ts';
import { heading, note, notes, paragraph } from './plain.ts';
import { spoken } from './spoken.ts';
import { coverageLine, nearestLine, versionLine } from './standing-lines.ts';

const TOPICS_SHOWN = 5;

interface NotCovered {
  readonly matchedVia: readonly string[];
  readonly notes?: readonly string[];
  readonly nearest: readonly string[];
  readonly corpus: string;
  readonly coverage?: Coverage;
}

/** Says that nothing answers, what was looked for, and what is covered; never an excerpt. */
export function notCoveredView(answer: NotCovered, asking: Asking, place: Place): Message {
  const said = `Nothing in the corpus answers “${asking.question}”.`;
  const looked = answer.matchedVia.map((via) => `Looked for: ${via}`);
  const coverage = answer.coverage === undefined ? [] : [coverageLine(answer.coverage)];
  const topics = answer.nearest
    .slice(0, TOPICS_SHOWN)
    .flatMap((topic, index) => topicButton(index, topic, answer.corpus));
  const share = place === 'private' ? shareButton(asking, answer.corpus) : [];
  const remarks = [...looked, ...(answer.notes ?? [])];
  return {
    text: spoken(
      [`Not covered. ${said}`, ...remarks, ...coverage, nearestLine(answer.nearest)].filter(
        Boolean,
      ),
    ),
    blocks: [
      heading('Not covered'),
      paragraph(said),
      ...notes([...remarks, [...coverage, versionLine(answer.corpus)].join(' · ')]),
      ...(topics.length > 0 ? [note('The corpus does cover:')] : []),
      ...(topics.length + share.length > 0
        ? [{ type: 'actions' as const, elements: [...topics, ...share] }]
        : []),
      ...feedbackButtons(asking, answer.corpus),
    ],
  };
}
