/** Stays of a shape that phases cannot have: everybody draws a stay on arrival, and leaves when it is over. */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { count, leaving, meanStay, settling } from './bed-day.ts';

const VARIATION = 'parameters.stay_variation';

export const stayShapeBlocks: readonly Block[] = [
  {
    id: 'three-equal-phases',
    slot: 'stay',
    words: 'a stay has three phases of the same average length',
    assumption: 'Nobody leaves before the third of three equally long phases (Erlang-3 stay).',
    complexity: 1,
    cures: ['empties-too-slowly', 'peak-too-low', 'early'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.phases === undefined ? 0 : 0.3),
    write: (setting, structure) =>
      drawnStay(structure, {
        parameters: meanStay(setting),
        drawn: 'random.gamma(3, parameters.mean_stay / 3)',
        met: 'random.gamma(4, parameters.mean_stay / 3)',
      }),
  },
  {
    id: 'lognormal',
    slot: 'stay',
    words: 'most stays are short, a few are very long',
    assumption: 'The logarithm of a stay is a normal number (lognormal stay).',
    complexity: 2,
    cures: ['empties-too-fast', 'empties-too-slowly', 'drift', 'late'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.mixture === undefined ? 0 : 0.4),
    write: (setting, structure) => {
      const median = `Math.log(parameters.mean_stay) - ${VARIATION} * ${VARIATION} / 2`;
      const met = `Math.log(parameters.mean_stay) + ${VARIATION} * ${VARIATION} / 2`;
      return drawnStay(structure, {
        parameters: {
          ...meanStay(setting),
          stay_variation: {
            prior: { kind: 'uniform', low: 0.05, high: 2 },
            unit: '',
            meaning:
              'how much stays vary (0.1: by a tenth, 1: most within a third and three times)',
          },
        },
        drawn: `random.lognormal(${median}, ${VARIATION})`,
        met: `random.lognormal(${met}, ${VARIATION})`,
      });
    },
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

/** Longest stay that is followed, in rows; longer ones leave then. */
const LONGEST = 400;

interface Drawn {
  readonly parameters: Declaration['parameters'];
  /** Statements before stays are drawn. */
  readonly before?: readonly string[];
  /** Expression: a stay in days. */
  readonly drawn: string;
  /** Expression: a stay drawn in proportion to its length, as stays are met. */
  readonly met: string;
  readonly helpers?: readonly string[];
}

function drawnStay(
  structure: Structure,
  { parameters, before = [], drawn, met, helpers = [] }: Drawn,
): Fragment {
  return {
    parameters,
    startBody: [
      'const due = new Array(LONGEST).fill(0);',
      ...before,
      'for (let i = 0; i < row_stock; i++) {',
      `  const rest = random.uniform() * ${met};`,
      '  due[Math.min(LONGEST - 1, Math.floor(rest))] += 1;',
      '}',
    ],
    state: { due: 'due' },
    modules: [
      leaving(
        structure,
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
          ...before,
          'for (let i = 0; i < state.admitted; i++) {',
          `  const days = ${drawn};`,
          '  state.due[Math.min(LONGEST - 1, Math.floor(days / dt))] += 1;',
          '}',
        ],
        ['due'],
      ),
    ],
    helpers: [`const LONGEST = ${LONGEST};`, ...helpers],
  };
}

/** Upper ends of the classes of stay, in units that are scaled so that the mean is `mean_stay`. */
const CLASS_ENDS = [0.2, 0.6, 1.2, 2.2, 4] as const;

function observedShape(setting: Setting, structure: Structure): Fragment {
  const cuts = CLASS_ENDS.slice(0, -1).map((_, i) => `class_${i + 1}`);
  const parameters: Declaration['parameters'] = { ...meanStay(setting) };
  cuts.forEach((name, i) => {
    parameters[name] = {
      prior: { kind: 'beta', a: 1.5, b: 1.5 + (cuts.length - i) / 2, low: 0, high: 1 },
      unit: 'share',
      meaning: `share of stays in class ${i + 1} of those not in a shorter class`,
    };
  });
  return drawnStay(structure, {
    parameters,
    before: [
      'const shares = classShares(parameters);',
      'const scale = parameters.mean_stay / classMean(shares);',
    ],
    drawn: 'classStay(shares, random) * scale',
    met: 'metStay(metShares(shares), random) * scale',
    helpers: [
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
  });
}
