import type { Setting } from '../../setting.ts';
import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import { contactBlocks, immunityBlocks } from './contacts.ts';
import { CONTAGION_ORDER, isOnceADay, paceBlocks } from './contagion-pace.ts';
import {
  countsEverybody,
  population,
  populationText,
  seenColumns,
  startIll,
} from './contagion-setting.ts';
import { courseBlocks } from './courses.ts';
import { illnessBlocks } from './illnesses.ts';
import { neutral } from './neutral.ts';
import { noiseBlocks } from './noise.ts';

/** Something spreads from person to person: who can catch it, who is ill, who is over it. */
export const contagion: Family = {
  id: 'contagion',
  words: 'an infection that spreads from person to person',
  substeps: (structure) => (isOnceADay(structure) ? 1 : 8),
  suits: (setting) => {
    if (seenColumns(setting) === undefined) return 0;
    return setting.clues.themes.contagion === undefined ? 0.15 : 1;
  },
  slots: () => SLOTS,
  blocks: () => BLOCKS,
  frame,
};

const SLOTS: readonly Slot[] = [
  { id: 'pace', kind: 'wiring', words: 'what happens first within a day' },
  { id: 'course', kind: 'hidden', words: 'who infects, and when they are seen' },
  { id: 'illness', kind: 'stages', words: 'how long they are ill' },
  { id: 'susceptible', kind: 'part', words: 'who can catch it' },
  { id: 'visibility', kind: 'hidden', words: 'who is recorded' },
  { id: 'contact', kind: 'part', words: 'how often they meet' },
  { id: 'immunity', kind: 'wiring', words: 'whether they can catch it again' },
  { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
];

const BLOCKS: readonly Block[] = [
  ...paceBlocks,
  ...courseBlocks,
  ...illnessBlocks,
  ...susceptibleBlocks(),
  ...visibilityBlocks(),
  ...contactBlocks,
  ...immunityBlocks,
  ...noiseBlocks,
];

function frame(setting: Setting, _structure: Structure): Fragment {
  const seen = seenColumns(setting);
  if (seen === undefined)
    throw new Error('contagion: the family was chosen without a column of ill people');
  const outputs: NonNullable<Fragment['outputs']> = {};
  const observe: Record<string, string> = {};
  const add = (
    series: Setting['series'][number] | undefined,
    meaning: string,
    expression: string,
  ) => {
    if (series === undefined) return;
    outputs[series.name] = { unit: series.unit, meaning, kind: series.kind, column: series.column };
    observe[series.name] = expression;
  };
  add(seen.ill, 'people ill at the end of the day', 'state.ill');
  add(seen.newCases, 'people who fell ill during the day', 'state.new_cases');
  add(seen.susceptible, 'people who can still catch it', 'state.susceptible');
  add(seen.convalescent, 'people recovering, no longer ill', 'state.convalescent');
  add(seen.recovered, 'people who are over it', 'state.recovered');
  add(seen.everIll, 'people who have fallen ill so far', 'state.ever_ill');
  // Where everybody is counted and nothing was told of the total, it says nothing new.
  if (
    seen.everIll === undefined &&
    !(countsEverybody(setting) && setting.clues.facts.length === 0)
  ) {
    outputs.ever_ill = {
      unit: 'people',
      meaning: 'people who have fallen ill so far',
      kind: 'count',
    };
    observe.ever_ill = 'state.ever_ill';
  }
  const people = ['susceptible', 'unseen', 'ill', 'silent', 'convalescent', 'recovered'];
  return {
    parameters: {
      R0: {
        prior: { kind: 'log-uniform', low: 0.5, high: 20 },
        unit: 'people',
        meaning: 'people whom one ill person infects at the start, when all can catch it',
      },
      ill_days: {
        prior: { kind: 'log-uniform', low: 0.3, high: 30 },
        unit: 'days',
        meaning: 'average days ill',
      },
      ...(seen.convalescent !== undefined && {
        convalescent_days: {
          prior: { kind: 'log-uniform', low: 0.3, high: 60 },
          unit: 'days',
          meaning: 'average days recovering after the illness',
        },
      }),
      ...population(setting),
    },
    startBody: [
      `const first_ill = ${startIll(setting)};`,
      `const first_convalescent = ${seen.convalescent === undefined ? '0' : `Math.round(row.${seen.convalescent.name})`};`,
      `const first_recovered = ${seen.recovered === undefined ? '0' : `Math.round(row.${seen.recovered.name})`};`,
      `const people = ${populationText(setting)};`,
      'const unaffected = Math.max(0, people - first_ill - first_convalescent - first_recovered);',
    ],
    state: {
      people: 'people',
      ill: 'first_ill',
      silent: '0',
      unseen: 'first_unseen',
      convalescent: 'first_convalescent',
      recovered:
        'Math.max(0, people - susceptible - first_ill - first_unseen - first_convalescent)',
      susceptible: 'susceptible',
      ever_ill: 'first_ill + first_convalescent + first_recovered',
      new_cases:
        seen.newCases === undefined ? '0' : `Math.max(0, Math.round(row.${seen.newCases.name}))`,
      contact: '1',
    },
    modules: [
      {
        name: 'new_day',
        meaning: 'the count of new cases starts afresh each day',
        order: CONTAGION_ORDER.newDay,
        reads: [],
        writes: ['new_cases'],
        body: ['if (substep === 0) state.new_cases = 0;'],
      },
    ],
    observe,
    outputs,
    rules: [
      {
        name: 'nobody_vanishes',
        meaning: 'the number of people stays the same',
        kind: 'conserved',
        value: people.map((name) => `state.${name}`).join(' + '),
      },
    ],
  };
}

function susceptibleBlocks(): Block[] {
  return [
    {
      id: 'all',
      slot: 'susceptible',
      words: 'everybody can catch it at the start',
      assumption: 'Nobody is immune at the start.',
      complexity: 0,
      cures: [],
      fits: () => true,
      mentioned: () => 0,
      write: () => ({
        startBody: ['const susceptible = unaffected - first_unseen;'],
      }),
    },
    {
      id: 'some-immune',
      slot: 'susceptible',
      words: 'some are immune from the start',
      assumption:
        'A share of the people cannot catch it, because of earlier illness or vaccination.',
      complexity: 1,
      cures: ['contradicts-fact', 'peak-too-high'],
      // Where the susceptible or those over it were counted, nobody else can be immune.
      fits: (setting) => {
        const { susceptible, recovered } = seenColumns(setting) ?? {};
        return susceptible === undefined && recovered === undefined;
      },
      mentioned: ({ themes }) => (themes.immunity === undefined ? 0 : 0.7),
      write: () => ({
        parameters: {
          susceptible_share: {
            prior: { kind: 'uniform', low: 0.2, high: 1 },
            unit: 'share',
            meaning: 'share of the people who can catch it at the start',
          },
        },
        startBody: [
          'const susceptible = random.binomial(unaffected - first_unseen, parameters.susceptible_share);',
        ],
      }),
    },
  ];
}

function visibilityBlocks(): Block[] {
  return [
    neutral({
      id: 'all-seen',
      slot: 'visibility',
      words: 'everybody who is infected falls visibly ill',
      assumption: 'There are no silent infections and all cases are recorded.',
    }),
    {
      id: 'some-silent',
      slot: 'visibility',
      words: 'some are infected without being recorded as ill',
      assumption:
        'A share of the infected is never recorded as ill but infects others all the same.',
      complexity: 1,
      cures: ['contradicts-fact', 'level-too-high', 'peak-too-high'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.underReporting === undefined ? 0 : 0.7),
      write: () => ({
        parameters: {
          visible_share: {
            prior: { kind: 'uniform', low: 0.05, high: 1 },
            unit: 'share',
            meaning: 'share of the infected who are recorded as ill',
          },
        },
      }),
    },
  ];
}
