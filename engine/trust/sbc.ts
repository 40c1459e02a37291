/**
 * Simulation-based calibration: where parameters come from the prior and data from them, the truth's rank among the draws
 * of the posterior is uniform (Talts et al. 2018, "Validating Bayesian inference algorithms with simulation-based
 * calibration"). Ranks are compared with the diagonal by simultaneous bands, not by a chi-square test of a histogram
 * (rank-band.ts).
 */
import { openRandom } from '../calibrate/streams.ts';
import { checkRanks } from './rank-check.ts';
import { rankOf } from './rank-of.ts';
import { drawsOf, freeParameters, type Repeats } from './repeats.ts';
import type { RankCheck } from './schemas/rank-check.ts';
import type { Sbc } from './schemas/sbc.ts';
import { listed } from './words.ts';

/** With fewer data sets a range a third too narrow would often go unnoticed. */
export const ENOUGH_DATA_SETS = 100;
/** With fewer draws ranks are too coarse to show the ends of a range. */
const ENOUGH_DRAWS = 50;

/** With probability `level` no parameter of an honest method leaves its band: each has 1 - (1 - level) / parameters. */
export function checkBySimulation(repeats: Repeats, seed: number, level = 0.95): Sbc {
  const free = freeParameters(repeats.priors);
  const parameters =
    repeats.count === 0
      ? []
      : free.map((parameter) => {
          const name = repeats.names[parameter]!;
          const check = checkRanks(
            ranksOf(repeats, parameter, seed),
            repeats.draws + 1,
            1 - (1 - level) / free.length,
          );
          return { name, ...check, text: sentence(name, check) };
        });
  return {
    dataSets: repeats.count,
    draws: repeats.draws,
    parameters,
    summary: summary(parameters, repeats.count),
    warnings: countWarnings(repeats),
  };
}

/** The truth's rank among the (first) draws of one parameter, by data set. */
export function ranksOf(
  repeats: Repeats,
  parameter: number,
  seed: number,
  draws = repeats.draws,
): Int32Array {
  const random = openRandom(seed, 'trust/ties', parameter);
  return Int32Array.from({ length: repeats.count }, (_, set) =>
    rankOf(
      drawsOf(repeats, set, parameter).subarray(0, draws),
      repeats.truths[set * repeats.names.length + parameter]!,
      random,
    ),
  );
}

/** What too few repeats leave open, as sentences. */
export function countWarnings({ count, draws, broken }: Repeats): string[] {
  const warnings: string[] = [];
  if (count < ENOUGH_DATA_SETS) {
    warnings.push(
      `Only ${count} made-up data sets with known answers: only gross errors would show; ${ENOUGH_DATA_SETS} are needed.`,
    );
  }
  if (draws < ENOUGH_DRAWS) {
    warnings.push(
      `Only ${draws} draws for each made-up data set: too coarse for the ends of a range; ${ENOUGH_DRAWS} are needed.`,
    );
  }
  if (broken > 0) {
    warnings.push(
      `For ${broken} made-up data sets the method gave no usable answer; they are left out.`,
    );
  }
  return warnings;
}

function sentence(name: string, { kind, widthFactor, shift }: RankCheck): string {
  switch (kind) {
    case 'as-claimed':
      return `${name}: the ranges hold what they claim.`;
    case 'too-narrow':
      return `${name}: too sure of itself; its ranges should be about ${rough(widthFactor)} times as wide.`;
    case 'too-wide':
      return `${name}: wider than need be; ranges about ${rough(widthFactor)} times as wide would do.`;
    case 'shifted':
      return (
        `${name}: ${shift > 0 ? 'too low' : 'too high'} on average, ` +
        `by about ${rough(Math.abs(shift))} of its own uncertainty.`
      );
    default:
      return kind satisfies never;
  }
}

const rough = (value: number): string => String(Number(value.toPrecision(2)));

function summary(parameters: Sbc['parameters'], dataSets: number): string {
  const off = parameters.filter(({ kind }) => kind !== 'as-claimed');
  const tested = `Tested on ${dataSets} made-up data sets with known answers`;
  if (parameters.length === 0) return `${tested}: nothing could be compared.`;
  return off.length === 0
    ? `${tested}, the ranges hold what they claim.`
    : `${tested}, the ranges of ${listed(off.map(({ name }) => name))} do not hold what they claim. ` +
        off.map(({ text }) => text).join(' ');
}
