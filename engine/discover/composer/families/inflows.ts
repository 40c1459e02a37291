/** Where arrivals come from, how they grow, and how the week shapes the system. */

import type { Setting } from '../../setting.ts';
import type { Block, Fragment } from '../structure.ts';
import { BED_ORDER } from './bed-day.ts';
import { neutral } from './neutral.ts';

export const inflowBlocks: readonly Block[] = [
  {
    id: 'recorded',
    slot: 'inflow',
    words: 'arrivals as they were recorded',
    assumption: 'The recorded arrivals are complete.',
    complexity: 0,
    cures: [],
    fits: (setting) => recordedInflows(setting).length > 0,
    mentioned: () => 0.2,
    write: (setting) => ({
      inputs: recordedInputs(setting),
      modules: [
        inflow('recorded arrivals come in', [
          `state.arriving = Math.max(0, ${recordedSum(setting)});`,
        ]),
      ],
    }),
  },
  {
    id: 'under-recorded',
    slot: 'inflow',
    words: 'more arrive than were recorded',
    assumption: 'Only a share of the arrivals was recorded; the others came at the same times.',
    complexity: 1,
    cures: ['level-too-low', 'peak-too-low'],
    fits: (setting) => recordedInflows(setting).length > 0,
    mentioned: ({ themes }) => (themes.underReporting === undefined ? 0 : 0.8),
    write: (setting) => ({
      inputs: recordedInputs(setting),
      parameters: {
        recorded_share: {
          prior: { kind: 'beta', a: 8, b: 2, low: 0, high: 1 },
          unit: 'share',
          meaning: 'share of the arrivals that was recorded',
        },
      },
      modules: [
        inflow('recorded arrivals and those that were missed come in', [
          `const recorded = Math.max(0, ${recordedSum(setting)});`,
          'const share = Math.max(0.05, parameters.recorded_share);',
          'state.arriving = recorded + random.poisson(recorded * (1 - share) / share);',
        ]),
      ],
    }),
  },
  {
    id: 'by-chance',
    slot: 'inflow',
    words: 'arrivals come by chance at a certain rate',
    assumption: 'Arrivals are independent of each other (Poisson) and were not recorded.',
    complexity: 1,
    cures: [],
    fits: (setting) => recordedInflows(setting).length === 0,
    mentioned: () => 0.1,
    write: (setting) => {
      return {
        parameters: arrivalRate(setting),
        state: { growth: '1' },
        modules: [
          inflow(
            'arrivals come in by chance',
            [
              'state.arriving = random.poisson(parameters.arrivals_per_day * state.growth * state.pace * dt);',
            ],
            ['growth', 'pace'],
          ),
        ],
      };
    },
  },
  {
    id: 'in-bursts',
    slot: 'inflow',
    words: 'arrivals come by chance and in bursts',
    assumption: 'Arrivals vary more from day to day than independent ones would.',
    complexity: 2,
    cures: ['too-narrow'],
    fits: (setting) => recordedInflows(setting).length === 0,
    mentioned: () => 0,
    write: (setting) => {
      return {
        parameters: {
          ...arrivalRate(setting),
          arrival_regularity: {
            prior: { kind: 'log-uniform', low: 0.2, high: 100 },
            unit: '',
            meaning: 'how regular arrivals are (low: bursts, high: independent arrivals)',
          },
        },
        state: { growth: '1' },
        modules: [
          inflow(
            'arrivals come in by chance and in bursts',
            [
              'const expected = parameters.arrivals_per_day * state.growth * state.pace * dt;',
              'state.arriving = random.negativeBinomial(expected, parameters.arrival_regularity);',
            ],
            ['growth', 'pace'],
          ),
        ],
      };
    },
  },
  neutral({
    id: 'steady',
    slot: 'growth',
    words: 'arrivals neither grow nor shrink over time',
    assumption: 'Apart from what is recorded, arrivals keep their level.',
  }),
  {
    id: 'trend',
    slot: 'growth',
    words: 'arrivals grow or shrink steadily',
    assumption: 'The level of arrivals changes by the same percentage every day.',
    complexity: 1,
    cures: ['drift', 'empties-too-fast', 'empties-too-slowly'],
    fits: (setting) => recordedInflows(setting).length === 0,
    mentioned: ({ themes }) => (themes.trend === undefined ? 0 : 0.6),
    write: ({ rows }) => ({
      parameters: {
        growth_per_day: {
          prior: { kind: 'normal', mean: 0, sd: 2 / Math.max(10, rows) },
          unit: 'per day',
          meaning: 'growth of arrivals a day (0.01: one percent)',
        },
      },
      modules: [
        {
          name: 'trend',
          meaning: 'the level of arrivals changes steadily',
          order: BED_ORDER.inflow - 1,
          reads: ['growth'],
          writes: ['growth'],
          body: ['state.growth *= Math.exp(parameters.growth_per_day * dt);'],
        },
      ],
    }),
  },
];

export const calendarBlocks: readonly Block[] = [
  neutral({
    id: 'all-days-alike',
    slot: 'calendar',
    words: 'all days of the week are alike',
    assumption: 'The day of the week makes no difference.',
  }),
  {
    id: 'weekends-differ',
    slot: 'calendar',
    words: 'weekends differ from working days',
    assumption:
      'At weekends things go at another pace than on working days, the weekly average kept.',
    complexity: 1,
    cures: ['weekly'],
    fits: ({ timeUnit, rows }) => timeUnit === 'day' && rows >= 14,
    mentioned: ({ themes }) => (themes.weekly === undefined ? 0 : 0.8),
    write: () => ({
      parameters: {
        weekend_pace: {
          prior: { kind: 'uniform', low: 0.1, high: 2 },
          unit: 'times',
          meaning: 'pace at weekends compared with the average day',
        },
      },
      modules: [
        {
          name: 'calendar',
          meaning: 'weekends go at another pace than working days',
          order: BED_ORDER.inflow - 2,
          reads: [],
          writes: ['pace'],
          body: [
            'state.pace = weekday >= 5 ? parameters.weekend_pace : (7 - 2 * parameters.weekend_pace) / 5;',
          ],
        },
      ],
    }),
  },
];

function arrivalRate({ series, clues }: Setting): NonNullable<Fragment['parameters']> {
  const stock = series.find(({ role }) => role === 'stock');
  const level = Math.max(1, stock?.statistics.mean ?? 1) / (clues.typicalStay ?? 7);
  return {
    arrivals_per_day: {
      prior: { kind: 'log-uniform', low: level / 30, high: level * 30 },
      unit: 'per day',
      meaning: 'average number of arrivals a day at the start',
    },
  };
}

function inflow(
  meaning: string,
  body: readonly string[],
  reads: readonly string[] = [],
): NonNullable<Fragment['modules']>[number] {
  return { name: 'arrivals', meaning, order: BED_ORDER.inflow, reads, writes: ['arriving'], body };
}

function recordedInflows({ series }: Setting): Setting['series'] {
  return series.filter(({ role, use }) => role === 'flow' && use === 'input');
}

function recordedSum(setting: Setting): string {
  return recordedInflows(setting)
    .map(({ name, kind }) => (kind === 'count' ? `inputs.${name}` : `Math.round(inputs.${name})`))
    .join(' + ');
}

function recordedInputs(setting: Setting): NonNullable<Fragment['inputs']> {
  return Object.fromEntries(
    recordedInflows(setting).map(({ name, column, unit }) => [
      name,
      { unit, meaning: `recorded ${column}`, column },
    ]),
  );
}
