/** Questions that a planner begins with, each with the step that answers it. */
import type { Step } from './step-words.ts';

interface QuestionRow {
  readonly question: string;
  /** How the studio comes to an answer. */
  readonly answer: string;
  /** How the goal of the project begins; the person may go on with it. */
  readonly goal: string;
  /** Where the answer is seen once there is a model. */
  readonly step: Step;
  /** The same as a thing to do. */
  readonly todo: string;
}

export const QUESTIONS = [
  {
    question: 'What is likely to happen next?',
    answer:
      'First a model is found and checked on the last days, which it has not seen. Then Look ahead shows what is likely and what is possible in the days to come, and the chance that what you have is not enough.',
    goal: 'What is likely to happen next?',
    step: 'forecast',
    todo: 'See what is likely next',
  },
  {
    question: 'Which inputs matter?',
    answer:
      'First a model is found and checked on the last days, which it has not seen. Then Fit the numbers shows each quantity with its range, how much the data say about it, and which of them cannot be told apart.',
    goal: 'Which inputs matter?',
    step: 'calibrate',
    todo: 'See which inputs matter',
  },
  {
    question: 'What would this measure do?',
    answer:
      'First a model is found and checked on the last days, which it has not seen. Then Compare measures puts measures side by side with things as they are, with the same luck for all, and shows the difference each would make.',
    goal: 'What would this measure do: ',
    step: 'measures',
    todo: 'Try the measure',
  },
  {
    question: 'Find me a policy that keeps X below Y',
    answer:
      'First a model is found and checked on the last days, which it has not seen. Then Find a policy takes your limit as a sentence, tries many policies under all that is uncertain, and shows those that keep it, with their cost and how sure that is.',
    goal: 'Find a policy that keeps … below ….',
    step: 'policies',
    todo: 'Find a policy that keeps the limit',
  },
] as const satisfies readonly QuestionRow[];

/** The question that a goal was begun from; undefined where the person wrote one of their own. */
export function questionOfGoal(goal: string): (typeof QUESTIONS)[number] | undefined {
  return QUESTIONS.find((row) => goal.startsWith(row.goal.split('…')[0] ?? row.goal));
}
