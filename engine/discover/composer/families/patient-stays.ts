/** How long each patient stays. Every law has the parameter `mean_stay`, one for each kind of patients. */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Structure } from '../structure.ts';
import { patientKinds } from './patient-columns.ts';

export function patientStayBlocks(setting: Setting): Block[] {
  const kinds = patientKinds(setting).length;
  return [
    {
      id: 'memoryless',
      slot: 'stay',
      words: 'a stay may end at any time, however long it has lasted',
      assumption:
        'The chance to leave does not depend on the days already stayed (exponential stay).',
      complexity: kinds,
      cures: ['too-narrow'],
      fits: () => true,
      mentioned: () => 0.1,
      write: () => ({ parameters: meanStays(setting) }),
    },
    {
      id: 'two-equal-phases',
      slot: 'stay',
      words: 'a stay has two phases of the same average length',
      assumption: 'Nobody leaves before the second of two equally long phases (Erlang-2 stay).',
      complexity: kinds,
      cures: ['empties-too-slowly', 'peak-too-low', 'early', 'drift', 'level-too-low', 'too-wide'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.phases === undefined ? 0 : 0.6),
      write: () => ({ parameters: meanStays(setting) }),
    },
    {
      id: 'whole-days',
      slot: 'stay',
      words: 'stays scatter evenly around the average and are counted in whole days',
      assumption: 'A stay is a normal number rounded down to whole days, at least one.',
      complexity: kinds + 1,
      cures: ['empties-too-slowly', 'peak-too-low', 'early', 'too-wide', 'level-too-low'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.daily === undefined ? 0 : 0.3),
      write: () => ({
        parameters: {
          ...meanStays(setting),
          stay_spread: {
            prior: { kind: 'log-uniform', low: 0.2, high: 10 },
            unit: 'days',
            meaning: 'typical difference of a stay from the average stay',
          },
        },
      }),
    },
    {
      id: 'lognormal',
      slot: 'stay',
      words: 'most stays are short, a few are very long',
      assumption: 'The logarithm of a stay is a normal number (lognormal stay).',
      complexity: kinds + 1,
      cures: ['empties-too-fast', 'empties-too-slowly', 'drift', 'late'],
      fits: () => true,
      // Lengths of stay in hospitals mostly are like that (Marazzi et al., Medical Care 36, 1998).
      mentioned: ({ themes }) =>
        themes.mixture === undefined ? (themes.stay === undefined ? 0 : 0.3) : 0.5,
      write: () => ({
        parameters: {
          ...meanStays(setting),
          stay_variation: {
            prior: { kind: 'uniform', low: 0.05, high: 2 },
            unit: '',
            meaning:
              'how much stays vary (0.1: by a tenth, 1: most within a third and three times)',
          },
        },
      }),
    },
  ];
}

function meanStays(setting: Setting): Declaration['parameters'] {
  const { clues, rows } = setting;
  return Object.fromEntries(
    patientKinds(setting).map(({ suffix, words }) => [
      `mean_stay${suffix}`,
      {
        prior:
          clues.typicalStay === undefined
            ? { kind: 'log-uniform', low: 0.5, high: Math.max(30, rows) }
            : { kind: 'log-normal', median: clues.typicalStay, sigma: 0.7 },
        unit: 'days',
        meaning: `average length of stay (${words})`,
      },
    ]),
  );
}

/** Expression: the value of a parameter for the kind of patients `kind`. */
export function byKind(setting: Setting, parameter: string): string {
  const values = patientKinds(setting).map(({ suffix }) => `parameters.${parameter}${suffix}`);
  const last = values.at(-1) ?? '';
  return values
    .slice(0, -1)
    .reduceRight((rest, value, i) => `kind === ${i} ? ${value} : ${rest}`, last);
}

interface StayLaw {
  /** Expression: a stay, where `mean` is the average. */
  readonly drawn: string;
  /** Expression: a stay drawn in proportion to its length; absent where there is none in closed form. */
  readonly met?: string;
}

/** With `mean` in scope. Sizes drawn in proportion to themselves: Arratia, Goldstein, Kochman (2019). */
export function stayLaw({ blocks }: Structure): StayLaw {
  const variation = 'parameters.stay_variation';
  switch (blocks.stay) {
    case 'two-equal-phases':
      return { drawn: 'random.gamma(2, mean / 2)', met: 'random.gamma(3, mean / 2)' };
    case 'whole-days':
      return { drawn: 'Math.max(1, Math.trunc(random.normal(mean, parameters.stay_spread)))' };
    case 'lognormal':
      return {
        drawn: `random.lognormal(Math.log(mean) - ${variation} * ${variation} / 2, ${variation})`,
        met: `random.lognormal(Math.log(mean) + ${variation} * ${variation} / 2, ${variation})`,
      };
    default:
      return { drawn: 'random.exponential(1 / mean)', met: 'random.gamma(2, mean)' };
  }
}

/** Helper of the simulator: a stay of a new patient. */
export function drawStayText(setting: Setting, structure: Structure): string {
  return [
    'function drawStay(random, kind, parameters) {',
    `  const mean = ${byKind(setting, 'mean_stay')};`,
    `  return ${stayLaw(structure).drawn};`,
    '}',
  ].join('\n');
}
