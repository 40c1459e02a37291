/**
 * How long people (or goods) stay. Every block has the parameter `mean_stay`, so that a stay of another shape
 * starts from what was already learned, and a planner always reads the same number.
 */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, ModuleText } from '../structure.ts';

/** Modules of a row run in this order: who comes, calendar, who leaves, who is let in, who settles. */
export const BED_ORDER = {
  inflow: 10,
  delay: 20,
  calendar: 30,
  leave: 40,
  gate: 50,
  settle: 60,
} as const;

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
    write: (setting) => ({
      parameters: meanStay(setting),
      state: { settled: 'row_stock' },
      modules: [
        leaving(
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
    write: (setting) => phasedStay(meanStay(setting), '0.5'),
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
    write: (setting) =>
      phasedStay(
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
  {
    id: 'observed-shape',
    slot: 'stay',
    words: 'the stay follows a free shape of five classes of length',
    assumption: 'The distribution of stays is a histogram of five classes, learned from the data.',
    complexity: 5,
    cures: ['empties-too-fast', 'empties-too-slowly', 'drift', 'peak-too-high', 'peak-too-low'],
    fits: ({ rows }) => rows >= 40,
    mentioned: () => 0,
    write: observedShape,
  },
];

function meanStay({ clues, rows }: Setting): Declaration['parameters'] {
  return {
    mean_stay: {
      prior:
        clues.typicalStay === undefined
          ? { kind: 'log-uniform', low: 0.5, high: Math.max(60, 2 * rows) }
          : { kind: 'log-normal', median: clues.typicalStay, sigma: 0.7 },
      unit: 'days',
      meaning: 'average length of stay',
    },
  };
}

function leaving(body: readonly string[], touches: readonly string[]): ModuleText {
  return {
    name: 'leaving',
    meaning: 'those whose stay ends leave',
    order: BED_ORDER.leave,
    reads: ['pace', 'present', 'left', ...touches],
    writes: ['present', 'left', ...touches],
    body,
  };
}

function settling(body: readonly string[], touches: readonly string[]): ModuleText {
  return {
    name: 'settling',
    meaning: 'those who were let in begin their stay',
    order: BED_ORDER.settle,
    reads: ['admitted', 'present', 'entered', ...touches],
    writes: ['present', 'entered', ...touches],
    body: [...body, 'state.present += state.admitted;', 'state.entered += state.admitted;'],
  };
}

function count(gone: string): string[] {
  return [`state.present -= ${gone};`, `state.left += ${gone};`];
}

function phasedStay(parameters: Declaration['parameters'], share: string): Fragment {
  return {
    parameters,
    startBody: [`const in_first = random.binomial(row_stock, ${share});`],
    state: { first: 'in_first', second: 'row_stock - in_first' },
    modules: [
      leaving(
        [
          `const first_days = parameters.mean_stay * ${share};`,
          'const first_rate = dt / first_days;',
          'const second_rate = state.pace * dt / (parameters.mean_stay - first_days);',
          ...passOn(),
          ...count('gone'),
        ],
        ['first', 'second'],
      ),
      settling(['state.first += state.admitted;'], ['first']),
    ],
    helpers: [THROUGH],
  };
}

/** Statements that move people from `first` to `second` and out: `gone` of them leave. */
function passOn(): string[] {
  return [
    'const on = random.binomial(state.first, 1 - Math.exp(-first_rate));',
    'const through = random.binomial(on, throughBoth(first_rate, second_rate));',
    'const gone = through + random.binomial(state.second, 1 - Math.exp(-second_rate));',
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

function shortAndLong(setting: Setting): Fragment {
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
        [
          'const short_days = parameters.mean_stay * parameters.short_length;',
          `const long_days = (parameters.mean_stay - ${share} * short_days) / (1 - ${share});`,
          'const first_rate = (2 * dt) / long_days;',
          'const second_rate = state.pace * first_rate;',
          'const quick = random.binomial(state.short, 1 - Math.exp(-state.pace * dt / short_days));',
          'state.short -= quick;',
          ...passOn(),
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
    helpers: [THROUGH],
  };
}

/** Upper ends of the classes of stay, in units that are scaled so that the mean is `mean_stay`. */
const CLASS_ENDS = [0.2, 0.6, 1.2, 2.2, 4] as const;
/** Longest stay that is followed, in rows; longer ones leave then. */
const LONGEST = 400;

function observedShape(setting: Setting): Fragment {
  const cuts = CLASS_ENDS.slice(0, -1).map((_, i) => `class_${i + 1}`);
  const parameters: Declaration['parameters'] = { ...meanStay(setting) };
  cuts.forEach((name, i) => {
    parameters[name] = {
      prior: { kind: 'beta', a: 1.5, b: 1.5 + (cuts.length - i) / 2, low: 0, high: 1 },
      unit: 'share',
      meaning: `share of stays in class ${i + 1} of those not in a shorter class`,
    };
  });
  return {
    parameters,
    startBody: [
      'const due = new Array(LONGEST).fill(0);',
      'const shares = classShares(parameters);',
      'const scale = parameters.mean_stay / classMean(shares);',
      'const met = metShares(shares);',
      'for (let i = 0; i < row_stock; i++) {',
      '  const rest = metStay(met, random) * random.uniform() * scale;',
      '  due[Math.min(LONGEST - 1, Math.floor(rest / dt))] += 1;',
      '}',
    ],
    state: { due: 'due' },
    modules: [
      leaving(
        [
          'const ready = state.due[0];',
          'const gone = random.binomial(ready, Math.min(1, state.pace));',
          'for (let i = 0; i < LONGEST - 1; i++) state.due[i] = state.due[i + 1];',
          'state.due[LONGEST - 1] = 0;',
          'state.due[0] += ready - gone;',
          ...count('gone'),
        ],
        ['due'],
      ),
      settling(
        [
          'const shares = classShares(parameters);',
          'const scale = parameters.mean_stay / classMean(shares);',
          'for (let i = 0; i < state.admitted; i++) {',
          '  const days = classStay(shares, random) * scale;',
          '  state.due[Math.min(LONGEST - 1, Math.floor(days / dt))] += 1;',
          '}',
        ],
        ['due'],
      ),
    ],
    helpers: [
      `const LONGEST = ${LONGEST};`,
      `const CLASS_ENDS = [${CLASS_ENDS.join(', ')}];`,
      [
        'function classShares(parameters) {',
        `  const cuts = [${cuts.map((name) => `parameters.${name}`).join(', ')}];`,
        '  const shares = [];',
        '  let rest = 1;',
        '  for (const cut of cuts) {',
        '    shares.push(rest * cut);',
        '    rest *= 1 - cut;',
        '  }',
        '  shares.push(rest);',
        '  return shares;',
        '}',
      ].join('\n'),
      [
        'function classMean(shares) {',
        '  let mean = 0;',
        '  let low = 0;',
        '  for (let i = 0; i < shares.length; i++) {',
        '    mean += shares[i] * (low + CLASS_ENDS[i]) / 2;',
        '    low = CLASS_ENDS[i];',
        '  }',
        '  return mean;',
        '}',
      ].join('\n'),
      [
        'function classStay(shares, random) {',
        '  const i = random.categorical(shares);',
        '  const low = i === 0 ? 0 : CLASS_ENDS[i - 1];',
        '  return random.uniform(low, CLASS_ENDS[i]);',
        '}',
      ].join('\n'),
      // Who is met in a bed on some day is rather a long stayer: a stay is met in proportion to its length.
      [
        'function metShares(shares) {',
        '  const mean = classMean(shares);',
        '  const met = [];',
        '  let low = 0;',
        '  for (let i = 0; i < shares.length; i++) {',
        '    met.push((shares[i] * (low + CLASS_ENDS[i])) / (2 * mean));',
        '    low = CLASS_ENDS[i];',
        '  }',
        '  return met;',
        '}',
      ].join('\n'),
      [
        'function metStay(met, random) {',
        '  const i = random.categorical(met);',
        '  const low = i === 0 ? 0 : CLASS_ENDS[i - 1];',
        '  return Math.sqrt(random.uniform(low * low, CLASS_ENDS[i] * CLASS_ENDS[i]));',
        '}',
      ].join('\n'),
    ],
  };
}
