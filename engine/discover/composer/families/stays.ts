/**
 * How long people (or goods) stay. Every block has the parameter `mean_stay`, so that a stay of another shape
 * starts from what was already learned, and a planner always reads the same number.
 */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { count, isOnceADay, leaving, meanStay, settling } from './bed-day.ts';

export const stayBlocks: readonly Block[] = [
  {
    id: 'one-phase',
    slot: 'stay',
    words: 'everybody has the same chance to leave on each day, whatever the days already stayed',
    assumption:
      'The chance to leave does not depend on how long somebody has stayed (exponential stay).',
    complexity: 1,
    cures: [],
    fits: () => true,
    mentioned: () => 0.1,
    write: (setting, structure) => ({
      parameters: meanStay(setting),
      state: { settled: 'row_stock' },
      modules: [
        leaving(
          structure,
          [
            'const gone = random.binomial(state.settled, 1 - Math.exp(-state.pace * dt / parameters.mean_stay));',
            'state.settled -= gone;',
            ...count('gone'),
          ],
          ['settled'],
        ),
        settling(['state.settled += state.admitted;'], ['settled']),
      ],
    }),
  },
  {
    id: 'two-equal-phases',
    slot: 'stay',
    words: 'a stay has two phases of the same average length',
    assumption: 'Nobody leaves before the second of two equally long phases (Erlang-2 stay).',
    complexity: 1,
    cures: ['empties-too-slowly', 'peak-too-low', 'early', 'drift', 'level-too-low'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.phases === undefined ? 0 : 0.6),
    write: (setting, structure) => phasedStay(structure, meanStay(setting), '0.5'),
  },
  {
    id: 'two-unequal-phases',
    slot: 'stay',
    words: 'a stay has two phases of different length',
    assumption: 'Nobody leaves before the second of two phases, which may differ in length.',
    complexity: 2,
    cures: [
      'empties-too-slowly',
      'peak-too-low',
      'peak-too-high',
      'early',
      'late',
      'drift',
      'level-too-high',
    ],
    fits: () => true,
    mentioned: ({ themes }) => (themes.phases === undefined ? 0 : 0.7),
    write: (setting, structure) =>
      phasedStay(
        structure,
        {
          ...meanStay(setting),
          first_phase_share: {
            prior: { kind: 'uniform', low: 0.02, high: 0.5 },
            unit: 'share',
            meaning: 'share of the mean stay that the first phase takes',
          },
        },
        'parameters.first_phase_share',
      ),
  },
  {
    id: 'short-and-long',
    slot: 'stay',
    words: 'some stay short, the others long and in two phases',
    assumption:
      'There are short and long stayers, decided on arrival; long stays pass through two phases.',
    complexity: 3,
    cures: [
      'empties-too-fast',
      'empties-too-slowly',
      'peak-too-high',
      'late',
      'drift',
      'level-too-high',
    ],
    fits: () => true,
    mentioned: ({ themes }) => (themes.mixture === undefined ? 0 : 0.6),
    write: shortAndLong,
  },
];

function phasedStay(
  structure: Structure,
  parameters: Declaration['parameters'],
  share: string,
): Fragment {
  // Once a day, what is not known of the start adds no chance to it.
  const inFirst = isOnceADay(structure)
    ? `row_stock - Math.floor(row_stock * (1 - ${share}))`
    : `random.binomial(row_stock, ${share})`;
  return {
    parameters,
    startBody: [`const in_first = ${inFirst};`],
    state: { first: 'in_first', second: 'row_stock - in_first' },
    modules: [
      leaving(
        structure,
        [
          `const first_days = parameters.mean_stay * ${share};`,
          'const first_rate = dt / first_days;',
          'const second_rate = state.pace * dt / (parameters.mean_stay - first_days);',
          ...passOn(structure),
          ...count('gone'),
        ],
        ['first', 'second'],
      ),
      settling(['state.first += state.admitted;'], ['first']),
    ],
    helpers: isOnceADay(structure) ? [] : [THROUGH],
  };
}

/** Statements that move people from `first` to `second` and out: `gone` of them leave. */
function passOn(structure: Structure): string[] {
  const ended = 'random.binomial(state.second, 1 - Math.exp(-second_rate))';
  const gone = isOnceADay(structure)
    ? [`const gone = ${ended};`]
    : [
        'const through = random.binomial(on, throughBoth(first_rate, second_rate));',
        `const gone = through + ${ended};`,
      ];
  return [
    'const on = random.binomial(state.first, 1 - Math.exp(-first_rate));',
    ...gone,
    'state.first -= on;',
    'state.second += on - gone;',
  ];
}

/**
 * Somebody may end both phases in one step; without that, each phase would add half a day to the mean stay.
 * Of those in the first phase, first * (e^-first - e^-second) / (second - first) are in the second a step later.
 */
const THROUGH = [
  'function throughBoth(first, second) {',
  '  const gap = second - first;',
  '  const between =',
  '    Math.abs(gap) < 1e-6',
  '      ? first * Math.exp(-first)',
  '      : (first * (Math.exp(-first) - Math.exp(-second))) / gap;',
  '  return Math.min(1, Math.max(0, 1 - between / (1 - Math.exp(-first))));',
  '}',
].join('\n');

function shortAndLong(setting: Setting, structure: Structure): Fragment {
  const share = 'parameters.short_share';
  return {
    parameters: {
      ...meanStay(setting),
      short_share: {
        prior: { kind: 'uniform', low: 0.02, high: 0.7 },
        unit: 'share',
        meaning: 'share of arrivals who stay short',
      },
      short_length: {
        prior: { kind: 'uniform', low: 0.05, high: 0.9 },
        unit: 'share of the mean stay',
        meaning: 'average stay of the short stayers, as a share of the average over all',
      },
    },
    startBody: [
      `const in_short = random.binomial(row_stock, ${share} * parameters.short_length);`,
      'const in_first = random.binomial(row_stock - in_short, 0.5);',
    ],
    state: { short: 'in_short', first: 'in_first', second: 'row_stock - in_short - in_first' },
    modules: [
      leaving(
        structure,
        [
          'const short_days = parameters.mean_stay * parameters.short_length;',
          `const long_days = (parameters.mean_stay - ${share} * short_days) / (1 - ${share});`,
          'const first_rate = (2 * dt) / long_days;',
          'const second_rate = state.pace * first_rate;',
          'const quick = random.binomial(state.short, 1 - Math.exp(-state.pace * dt / short_days));',
          'state.short -= quick;',
          ...passOn(structure),
          ...count('(quick + gone)'),
        ],
        ['short', 'first', 'second'],
      ),
      settling(
        [
          `const brief = random.binomial(state.admitted, ${share});`,
          'state.short += brief;',
          'state.first += state.admitted - brief;',
        ],
        ['short', 'first'],
      ),
    ],
    helpers: isOnceADay(structure) ? [] : [THROUGH],
  };
}
