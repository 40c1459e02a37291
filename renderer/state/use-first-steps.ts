import { useEffect } from 'react';
import { QUESTIONS, questionOfGoal } from '../words/question-words.ts';
import type { Step } from '../words/step-words.ts';
import { useProject, useStanding, useView } from './project-context.ts';
import { useApp, useFirstSteps as useFirstStepsState, useRoute } from './studio-app.ts';

export interface FirstStep {
  readonly words: string;
  /** Told while it is the next one to do. */
  readonly hint: string;
  readonly step: Step;
  readonly isDone: boolean;
}

/** What a first project needs, in order; each ticks itself. */
export function useFirstSteps(): readonly FirstStep[] {
  const { firstSteps } = useApp();
  const { description, data, goal } = useView();
  const step = useRoute((state) => state.step);
  const seen = useFirstStepsState((state) => state.seen);
  const models = useStanding((state) => state.standing?.simulators);
  const hasFound = useProject((state) =>
    state.jobs?.some(({ kind, state: end }) => kind === 'discover' && end === 'finished'),
  );
  const hasModel = (models?.length ?? 0) > 0;
  useEffect(() => {
    if (hasModel) firstSteps.getState().see(step);
  }, [firstSteps, step, hasModel]);
  const { step: last, todo } = questionOfGoal(goal) ?? QUESTIONS[0];
  return [
    {
      words: 'Say what happens there',
      hint: 'A few sentences: who or what arrives, how long it stays, what limits there are.',
      step: 'describe',
      isDone: description.trim() !== '',
    },
    {
      words: 'Add what was observed',
      hint: 'A CSV file, or a table copied from a spreadsheet.',
      step: 'describe',
      isDone: data !== null,
    },
    {
      words: 'Find a model',
      hint: 'One press. It goes on by itself while you do something else.',
      step: data === null ? 'describe' : 'discover',
      isDone: hasModel || hasFound === true,
    },
    {
      words: 'Look whether to trust it',
      hint: 'Would it have been right about days that it has not seen?',
      step: 'trust',
      isDone: hasModel && seen.includes('trust'),
    },
    {
      words: todo,
      hint: 'What is likely, what is possible, and what a change would do.',
      step: last,
      isDone: hasModel && seen.includes(last),
    },
  ];
}
