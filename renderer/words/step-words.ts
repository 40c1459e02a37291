/** The steps from words to a decision, in their order: rows of the rail, of the palette and of the route. */
import type { CommandId } from '../../engine/studio/contract/commands.ts';
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';

interface StepRow {
  readonly id: string;
  readonly words: string;
  /** What is done there, in half a sentence. */
  readonly about: string;
  readonly command: CommandId;
}

export const STEPS = [
  {
    id: 'describe',
    words: 'Describe',
    about: 'words, data, what is kept for the check',
    command: 'step-describe',
  },
  {
    id: 'discover',
    words: 'Find a model',
    about: 'structures, how far off each is, what was seen',
    command: 'step-discover',
  },
  {
    id: 'calibrate',
    words: 'Fit the numbers',
    about: 'values and ranges, and what cannot be told',
    command: 'step-calibrate',
  },
  {
    id: 'trust',
    words: 'Trust',
    about: 'would it have been right about days not seen?',
    command: 'step-trust',
  },
  {
    id: 'forecast',
    words: 'Look ahead',
    about: 'forecast, chances, what if',
    command: 'step-forecast',
  },
  {
    id: 'measures',
    words: 'Compare measures',
    about: 'what each would do, side by side',
    command: 'step-measures',
  },
  {
    id: 'policies',
    words: 'Find a policy',
    about: 'the best one within your limits',
    command: 'step-policies',
  },
] as const satisfies readonly StepRow[];

export type Step = (typeof STEPS)[number]['id'];

/** Where a run of each kind is watched, and what comes of it is seen. */
export const STEP_OF_RUN = {
  discover: 'discover',
  calibrate: 'calibrate',
  check: 'trust',
  simulate: 'forecast',
  decide: 'policies',
} as const satisfies Record<JobSummary['kind'], Step>;
