import type { Desk } from '../answer/desk.ts';
import type { Asking } from './asking.ts';
import type { ShownSpan } from './ports.ts';
import { shownSpans } from './shown-spans.ts';
import { answerView, shownOfAnswer } from './views/answer-view.ts';
import { figuresView, shownOfFigures } from './views/figures-view.ts';
import { lineView } from './views/line-view.ts';
import type { Message } from './views/message.ts';
import { peopleView, shownOfPeople } from './views/people-view.ts';
import type { Place } from './views/place.ts';
import { shownOfTimeline, timelineView } from './views/timeline-view.ts';
import { shownOfVerification, verificationView } from './views/verification-view.ts';

/** Longest question, in characters: with it, the buttons of an answer still hold it. */
export const LONGEST_QUESTION = 800;

export interface Reply {
  readonly messages: readonly Message[];
  readonly outcome: 'found' | 'not-covered' | 'question-too-long';
  readonly corpus: string;
  /** The words of articles that the messages hold. */
  readonly shown: readonly ShownSpan[];
  /** Set when the question was read together with the one before it: it names no topic of its own. */
  readonly leaned?: boolean;
}

/** Asks the desk and lays the answer out. */
export async function reply(asking: Asking, place: Place, desk: Desk): Promise<Reply> {
  const { kind, question } = asking;
  if (kind !== 'verify' && question.length > LONGEST_QUESTION) {
    const line = `Your question has ${question.length.toLocaleString('en')} characters; at most ${LONGEST_QUESTION} can be asked. Shorten it to the names and words that matter, or check a quote with verify "…".`;
    return {
      messages: [lineView(line)],
      outcome: 'question-too-long',
      corpus: await desk.corpusVersion(),
      shown: [],
    };
  }
  switch (kind) {
    case 'quotes': {
      const people = await desk.quotes(question);
      return {
        messages: peopleView(people, asking, place),
        outcome: people.outcome,
        corpus: people.corpus,
        shown: shownSpans(shownOfPeople(people, asking)),
      };
    }
    case 'timeline': {
      const timeline = await desk.timeline(question);
      return {
        messages: timelineView(timeline, asking, place),
        outcome: timeline.outcome,
        corpus: timeline.corpus,
        shown: shownSpans(shownOfTimeline(timeline, asking)),
      };
    }
    case 'figures': {
      const figures = await desk.figures(question);
      return {
        messages: figuresView(figures, asking, place),
        outcome: figures.outcome,
        corpus: figures.corpus,
        shown: shownSpans(shownOfFigures(figures, asking)),
      };
    }
    case 'verify': {
      const verification = await desk.verify(question);
      const outcome = verification.outcome === 'not-found' ? 'not-covered' : 'found';
      return {
        messages: verificationView(verification, asking, place),
        outcome,
        corpus: verification.corpus,
        shown: shownSpans(shownOfVerification(verification)),
      };
    }
    default: {
      const { previous, offset } = asking;
      const answer = await desk.ask(question, {
        offset,
        ...(previous === undefined ? {} : { previous }),
      });
      // The desk never assumes silently: its note quotes the question that carried over.
      const leaned = previous !== undefined && answer.notes.some((note) => note.includes(previous));
      return {
        messages: answerView(answer, asking, place),
        outcome: answer.outcome,
        corpus: answer.corpus,
        shown: shownSpans(shownOfAnswer(answer, asking)),
        leaned,
      };
    }
  }
}
