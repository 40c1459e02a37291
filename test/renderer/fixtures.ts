/** States as the engine sends them. */
import type { JobSummary, JobView } from '../../engine/studio/contract/job-view.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import {
  DEFAULT_SETTINGS,
  type SampleCard,
  type StudioView,
} from '../../engine/studio/contract/studio-view.ts';

export const FOLDER = '/projects/ward-4';

export const STUDIO: StudioView = {
  app: '0.1.0-test',
  settings: DEFAULT_SETTINGS,
  recent: [
    { project: FOLDER, name: 'Ward 4', opened: '2026-11-20T10:00:00.000Z', exists: true },
    { project: '/gone', name: 'Old ward', opened: '2026-10-01T10:00:00.000Z', exists: false },
  ],
  models: [],
  projectsFolder: '/projects',
};

export const SAMPLES: SampleCard[] = [
  {
    id: 'short',
    title: 'Influenza in a school',
    question: 'How many will be ill?',
    words: 'Boys fall ill.',
    licence: 'CC0-1.0',
    source: 'A journal',
    rows: 14,
    timeUnit: 'day',
    firstDate: '1978-01-22',
    lastDate: '1978-02-04',
    heldOutRows: 3,
    secondsToRun: 40,
    picture: { name: 'in_bed', unit: 'boys', values: [3, 8, null, 76] },
  },
  {
    id: 'long',
    title: 'Intensive care',
    question: 'How many beds?',
    words: 'Patients arrive.',
    licence: 'CC0-1.0',
    source: 'Registry',
    rows: 125,
    timeUnit: 'day',
    firstDate: '2020-02-27',
    lastDate: '2020-06-30',
    heldOutRows: 28,
    secondsToRun: 100,
    picture: { name: 'icu_occupied', unit: 'patients', values: [7, 900, 1312, 40] },
  },
];

export const PROJECT: ProjectView = {
  project: FOLDER,
  id: 'p1',
  name: 'Ward 4',
  description: 'Patients arrive and stay.',
  goal: '',
  rules: '',
  assumptions: {},
  notes: '',
  revision: 3,
  columns: [
    { column: 'date', role: 'date' },
    { column: 'occupied beds', role: 'stock', unit: 'patients' },
  ],
  heldOut: { kind: 'last-rows', rows: 7 },
  resources: [],
  costs: { currency: '€', items: [] },
  scenarios: [],
  aims: [],
  plans: [],
  data: {
    name: 'beds',
    timeUnit: 'day',
    trajectories: 1,
    rows: 60,
    firstDate: '2024-01-01',
    lastDate: '2024-02-29',
    series: [
      {
        name: 'occupied_beds',
        column: 'occupied beds',
        role: 'stock',
        use: 'output',
        unit: 'patients',
        missing: 2,
        min: 3,
        max: 1204,
        mean: 20,
      },
    ],
  },
  dataError: null,
  simulators: [],
  readOnly: null,
  undo: 'Kept 7 days for the check',
  redo: null,
  conflicts: [],
  notices: [],
};

export const SUMMARY: JobSummary = {
  job: '0001-discover',
  kind: 'discover',
  state: 'running',
  started: '2026-11-22T09:00:00.000Z',
  ended: null,
  seconds: 4,
  progress: { phase: 'Round 1', done: 1.4, total: 4, unit: 'structures' },
  simulator: null,
  error: null,
};

export const JOB: JobView = {
  ...SUMMARY,
  seed: 1,
  stage: 'Finding a structure',
  secondsLeft: 42,
  discovery: {
    proposer: 'composer',
    rounds: [
      {
        round: 1,
        candidates: [
          {
            id: 'a',
            proposer: 'composer',
            assumptions: ['Everybody stays for one phase.'],
            error: 0,
            words: ['a stay has one length'],
            rationale: 'The simplest model.',
            parent: null,
            state: 'evaluated',
            score: 0.0621,
            parameters: [{ name: 'mean_stay', value: 20.41, unit: 'days' }],
            facts: [{ kind: 'agrees', text: 'Agrees with what is known (beds: 20).' }],
            reason: null,
          },
          {
            id: 'b',
            proposer: 'composer',
            assumptions: [],
            error: null,
            words: [],
            rationale: 'Two phases.',
            parent: null,
            state: 'refused',
            score: null,
            parameters: [],
            facts: [],
            reason: 'it divides by zero',
          },
        ],
        best: 'a',
        feedback: ['occupied_beds: it empties too slowly.'],
        suggestions: [],
        decisions: [],
      },
    ],
    weights: null,
    spending: null,
    activity: null,
    waiting: [],
  },
  trace: null,
  decision: null,
  warnings: [],
  outcome: null,
  logLines: 3,
};

export const FINISHED: JobView = {
  ...JOB,
  state: 'finished',
  ended: '2026-11-22T09:01:00.000Z',
  seconds: 68,
  stage: null,
  secondsLeft: null,
  simulator: 's1',
  outcome: {
    title: 'Ward 4',
    verdict: {
      kind: 'usable-with-care',
      headline: 'Usable with care.',
      facts: [
        { speaks: 'for', text: 'occupied_beds: 40 % better than the last value.' },
        { speaks: 'against', text: 'The ranges are too narrow.' },
      ],
      warnings: ['Only 7 days could be checked.'],
    },
    parameters: [
      {
        name: 'mean_stay',
        meaning: 'average length of stay',
        unit: 'days',
        value: 20.4,
        low: 19.8,
        high: 21.2,
      },
    ],
    fit: [{ output: 'occupied_beds', unit: 'patients', rmse: 2.34 }],
    facts: [{ kind: 'agrees', text: 'The ranges are too narrow.' }],
  },
};
