/**
 * What a check of rows that were not seen says for and against a model, each with the figure that would turn it: better than
 * simple guesses, honest ranges, stated facts, runs that broke, how far ahead it is of use.
 */
import type { CoverageCheck } from './coverage.ts';
import { type FactCheck, TOLERANCE } from './facts.ts';
import type { NaiveComparison, OutputCheck } from './forecast-check.ts';
import { type Judged, judged } from './judged.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import { atLeast, atMost, percent } from './words.ts';

/** Runs that may break before the model itself is in doubt. */
const TOLERATED_FAILURES = 0.01;
/** A range that is missed this much more often than claimed misleads. */
const MISLEADING_GAP = 0.25;
const DOUBTFUL_GAP = 0.15;
/** Differences of more standard errors are not luck. */
const CLEAR = 2;

/** Against the simple forecast that does best beside it, of the output where that is hardest. */
export function scoreFact(outputs: readonly OutputCheck[]): Judged {
  const compared = outputs.flatMap((output) => output.naive.map((naive) => ({ output, naive })));
  const hardest = compared.reduce<(typeof compared)[number] | undefined>(
    (worst, entry) =>
      worst === undefined || entry.naive.skill < worst.naive.skill ? entry : worst,
    undefined,
  );
  if (hardest === undefined) {
    return judged(
      1,
      'No simple forecast could be compared with: too little history before the first start.',
      'If the data reached further back, a simple forecast could be compared with it.',
    );
  }
  const { output, naive } = hardest;
  const { unit } = output;
  const guess = `the best simple guess (${naive.label})`;
  const miss = `${output.output}: average miss ${sized(naive.modelWis, unit)}`;
  const best = `${guess} ${amount(naive.wis)}`;
  const now = `If the average miss of ${output.output} were`;
  if (naive.skill > 0) {
    const text = `${miss}, ${best}: ${percent(naive.skill)} better.`;
    if (!isClear(naive)) {
      // The miss whose lead is as many standard errors as are clear; where luck is large, none is.
      const figure = naive.wis - CLEAR * (naive.difference.standardError ?? Number.NaN);
      const reach = figure > 0 ? `${now} below ${sized(figure, unit)}, or if` : 'If';
      return judged(
        1,
        `${text} The lead is within chance.`,
        `${reach} forecasts from more starts agreed, its lead over ${guess} would be more than chance.`,
      );
    }
    return judged(0, text, `${now} above ${sized(naive.wis, unit)}, ${guess} would do better.`);
  }
  return judged(
    isClear(naive) ? 2 : 1,
    `${miss}, ${best}: no better than doing nothing clever.`,
    `${now} below ${sized(naive.wis, unit)}, not ${amount(naive.modelWis)}, it would beat ${guess}.`,
  );
}

/** Is the difference larger than luck explains (two standard errors, where there is one)? */
function isClear({ difference }: NaiveComparison): boolean {
  return Math.abs(difference.mean) > CLEAR * (difference.standardError ?? Number.POSITIVE_INFINITY);
}

/** Of the 80 % range of the output where it is worst. */
export function rangeFact(outputs: readonly OutputCheck[]): Judged {
  const ranges = outputs.flatMap((output) => {
    const range = output.model.coverage.find((coverage) => coverage.level === 0.8);
    return range === undefined ? [] : [{ output, range, severity: severityOfRange(range) }];
  });
  const worst = ranges.toSorted(
    (a, b) => b.severity - a.severity || a.range.covered - b.range.covered,
  )[0];
  if (worst === undefined) {
    return judged(
      2,
      'The model gave no forecast for any observed day.',
      'If the model ran on the days kept back, its forecasts could be compared with them.',
    );
  }
  const { output, range, severity } = worst;
  const text =
    `${output.output}: ${percent(range.covered)} of ${range.points} checked values lay inside the 80 % range ` +
    `(luck alone allows ${percent(range.low)} to ${percent(range.high)})`;
  const held = `If the 80 % ranges of ${output.output} held`;
  const honest = Math.max(range.low, range.level - DOUBTFUL_GAP);
  const now = `not ${percent(range.covered)}`;
  const better = `${held} at least ${atLeast(honest)} of the checked values, ${now}, they would count as honest`;
  switch (range.kind) {
    case 'as-claimed':
      return severity === 0
        ? judged(
            0,
            `${text}: the ranges are honest.`,
            `${held} less than ${atLeast(honest)} of the checked values, the model would be too sure of itself.`,
          )
        : judged(
            severity,
            `${text}: too few independent values to call it luck or not; take wider ranges.`,
            `${better}.`,
          );
    case 'too-narrow':
      return judged(
        severity,
        `${text}: the ranges are too narrow, the model is too sure of itself.`,
        severity === 2
          ? `${better}; from ${atLeast(range.level - MISLEADING_GAP)} on they could be used with care.`
          : `${better}.`,
      );
    case 'too-wide':
      return judged(
        severity,
        `${text}: the ranges are wider than they need to be, on the safe side.`,
        `${held} at most ${atMost(range.high)} of the checked values, ${now}, they would be as wide as they need to be.`,
      );
    default:
      return range.kind satisfies never;
  }
}

function severityOfRange({ kind, level, covered }: CoverageCheck): 0 | 1 | 2 {
  // A band this wide excuses much; a planner is better warned.
  if (kind === 'as-claimed') return covered < level - DOUBTFUL_GAP ? 1 : 0;
  return kind === 'too-narrow' && covered < level - MISLEADING_GAP ? 2 : 1;
}

/** The gravest of: a contradicted fact, runs that broke, and how far ahead the model is of use. */
export function otherFact(check: RollingOriginCheck, facts: readonly FactCheck[]): Judged {
  const stated = statedFact(facts);
  if (stated?.severity === 2) return stated;
  const failed = check.failures.reduce((sum, failure) => sum + failure.count, 0);
  const share = failed / Math.max(1, check.runs);
  if (failed > 0) {
    const { module, detail, count } = check.failures[0]!;
    const text = `${failed} of ${check.runs} runs broke, most often in ${module}: ${detail} (${count} times).`;
    const whole = `If no run broke, least of all in ${module}, this would not speak against it`;
    return share > TOLERATED_FAILURES
      ? judged(
          2,
          text,
          `${whole}; up to ${percent(TOLERATED_FAILURES)} of them would only ask for care.`,
        )
      : judged(1, text, `${whole}.`);
  }
  return stated ?? reachFact(check);
}

/** The worst of what was stated in words. */
export function statedFact(facts: readonly FactCheck[]): Judged | undefined {
  const contradicted = facts.find((fact) => fact.kind === 'contradicts');
  if (contradicted) return judged(2, contradicted.text, turnOfFact(contradicted));
  const off = facts.find((fact) => fact.kind === 'differs' || fact.kind === 'unknown');
  if (off) return judged(1, off.text, turnOfFact(off));
  const agreed = facts.find((fact) => fact.kind === 'agrees');
  return agreed && judged(0, agreed.text, turnOfFact(agreed));
}

function turnOfFact({ kind, fact, low, median, high }: FactCheck): string {
  const { name, value } = fact;
  const range = `${amount(low)} to ${amount(high)}`;
  const inside = `if ${amount(value)} lay within 19 of 20 runs (now ${range}), it would agree`;
  switch (kind) {
    case 'agrees':
      return `If ${name} were known to lie outside of ${range}, that would speak against it.`;
    case 'differs':
      return `${name}: ${inside}.`;
    case 'contradicts': {
      const away = TOLERANCE * Math.abs(value);
      return `${name}: if its middle run gave ${amount(value - away)} to ${amount(value + away)}, not ${amount(median)}, it would not contradict what is known; ${inside}.`;
    }
    case 'unknown':
      return `If runs gave a number for ${name}, it could be compared with what is known (${amount(value)}).`;
    default:
      return kind satisfies never;
  }
}

function reachFact({ rolling, heldOut, timeUnit }: RollingOriginCheck): Judged {
  const stretch = heldOut?.outputs
    .flatMap((output) => output.naive.map((naive) => ({ output, naive })))
    .toSorted((a, b) => a.naive.skill - b.naive.skill)[0];
  if (stretch) {
    const { output, naive } = stretch;
    const whole = `ver the whole stretch of ${heldOut?.horizon} ${timeUnit}s kept back`;
    const text =
      `O${whole}, ${output.output} was missed by ` +
      `${amount(naive.modelWis)} on average, by ${naive.label} ${amount(naive.wis)}.`;
    const wise = naive.skill > 0;
    const side = wise ? 'more' : 'less';
    const turn = `If ${output.output} were missed by ${side} than ${sized(naive.wis, output.unit)} o${whole}, this would speak ${wise ? 'against' : 'for'} it.`;
    return judged(wise ? 0 : 1, text, turn);
  }
  const reach = Math.min(...rolling.outputs.map((output) => reachOf(output, rolling.horizon)));
  return reach > 0
    ? judged(
        0,
        `It beats every simple guess up to ${reach} of ${rolling.horizon} ${timeUnit}s ahead.`,
      )
    : judged(
        1,
        'At no distance ahead does it beat every simple guess.',
        `If it beat every simple guess at least 1 ${timeUnit} ahead, this would speak for it.`,
      );
}

/** Longest horizon up to which the model beats every naive method at each step. */
function reachOf({ byHorizon }: OutputCheck, longest: number): number {
  const beaten = byHorizon.find(({ skill }) => Object.values(skill).some((value) => value <= 0));
  return beaten === undefined ? longest : beaten.horizon - 1;
}

function sized(value: number, unit: string): string {
  return `${amount(value)} ${unit}`.trim();
}

function amount(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
}
