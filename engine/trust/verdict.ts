/** One verdict in the planner's words, with the facts that carry it. */
import { z } from 'zod';
import type { CoverageCheck } from './coverage.ts';
import type { FactCheck } from './facts.ts';
import type { NaiveComparison, OutputCheck } from './forecast-check.ts';
import { type Judged, judged } from './judged.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import { calibratedFact, identifiedFact, specifiedFact } from './sheet-facts.ts';
import type { SheetParts } from './sheet-parts.ts';
import { percent } from './words.ts';

const fact = z.strictObject({ speaks: z.enum(['for', 'against', 'neither']), text: z.string() });

const reasons = {
  headline: z.string(),
  /** The three facts that carry it. */
  facts: z.tuple([fact, fact, fact]).readonly(),
  /** Why the verdict may mean less than it seems; empty where nothing limits it. */
  warnings: z.array(z.string()).readonly(),
};

export const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trustworthy'), icon: z.literal('shield-check'), ...reasons }),
  z.strictObject({
    kind: z.literal('usable-with-care'),
    icon: z.literal('shield-alert'),
    ...reasons,
  }),
  z.strictObject({ kind: z.literal('not-yet'), icon: z.literal('shield-off'), ...reasons }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** With fewer independent observations than this, no share of them means much. */
const ENOUGH_POINTS = 20;
const ENOUGH_ORIGINS = 4;
/** Runs that may break before the model itself is in doubt. */
const TOLERATED_FAILURES = 0.01;
/** A range that is missed this much more often than claimed misleads. */
const MISLEADING_GAP = 0.25;
const DOUBTFUL_GAP = 0.15;

/**
 * The weakest output decides. `facts`: the results of `checkFact` for what was stated in words. From the check alone:
 * better than simple guesses, honest ranges, and what else speaks most for or against it. With the parts of a trust sheet
 * also: parameters whose ranges hold what they claim, that the data tell apart, in a model that could have made the data;
 * the gravest three of the six are named. Without a check the sheet's three are, and the model is not trusted: what it was
 * fitted to is no test.
 */
export function verdictOf(
  check: RollingOriginCheck | undefined,
  facts: readonly FactCheck[] = [],
  parts?: SheetParts,
): Verdict {
  const [first, second, third] = threeOf(check, facts, parts);
  const warnings = check === undefined ? [UNCHECKED] : warningsOf(check);
  const named = {
    facts: [first.fact, second.fact, third.fact] as Verdict['facts'],
    warnings,
  };
  const severities = [first, second, third].map(({ severity }) => severity);
  const worst = Math.max(...severities, warnings.length > 0 ? 1 : 0);
  if (worst >= 2) {
    const headline = 'Not yet: do not plan with this model before it is improved.';
    return { kind: 'not-yet', icon: 'shield-off', headline, ...named };
  }
  if (worst === 1) {
    const headline =
      'Usable with care: good for orientation, check the points below before you rely on it.';
    return { kind: 'usable-with-care', icon: 'shield-alert', headline, ...named };
  }
  const headline = 'Trustworthy for what was checked: it was right about days it had not seen.';
  return { kind: 'trustworthy', icon: 'shield-check', headline, ...named };
}

const UNCHECKED =
  'It was not tested on values it had not seen. Keep the last rows back and check the model on them.';

/** The gravest first; of equally grave ones in this order. */
function threeOf(
  check: RollingOriginCheck | undefined,
  facts: readonly FactCheck[],
  parts: SheetParts | undefined,
): readonly [Judged, Judged, Judged] {
  const outputs = check?.rolling.outputs ?? [];
  if (check && parts === undefined) {
    return [scoreFact(outputs), rangeFact(outputs), otherFact(check, facts)];
  }
  const stated = statedFact(facts);
  const candidates = [
    ...(check ? [scoreFact(outputs)] : []),
    ...(parts ? [calibratedFact(parts), specifiedFact(parts)] : []),
    ...(check ? [rangeFact(outputs)] : []),
    ...(parts ? [identifiedFact(parts)] : []),
    ...(check ? [otherFact(check, facts)] : stated ? [stated] : []),
  ];
  // A fact that is only neutral carries less than one that speaks.
  const weight = ({ severity, fact: { speaks } }: Judged) =>
    2 * severity - (speaks === 'neither' ? 1 : 0);
  const [first, second, third] = candidates.toSorted((a, b) => weight(b) - weight(a));
  return [first ?? NOTHING, second ?? NOTHING, third ?? NOTHING];
}

const NOTHING: Judged = {
  fact: { speaks: 'neither', text: 'Nothing else was checked.' },
  severity: 0,
};

function scoreFact(outputs: readonly OutputCheck[]): Judged {
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
    );
  }
  const { output, naive } = hardest;
  const miss = `${output.output}: average miss ${amount(naive.modelWis)} ${output.unit}`;
  const best = `the best simple guess (${naive.label}) ${amount(naive.wis)}`;
  if (naive.skill > 0) {
    const text = `${miss}, ${best}: ${percent(naive.skill)} better.`;
    return isClear(naive) ? judged(0, text) : judged(1, `${text} The lead is within chance.`);
  }
  const text = `${miss}, ${best}: no better than doing nothing clever.`;
  return judged(isClear(naive) ? 2 : 1, text);
}

/** Is the difference larger than luck explains (two standard errors, where there is one)? */
function isClear({ difference }: NaiveComparison): boolean {
  return Math.abs(difference.mean) > 2 * (difference.standardError ?? Number.POSITIVE_INFINITY);
}

function rangeFact(outputs: readonly OutputCheck[]): Judged {
  const ranges = outputs.flatMap((output) => {
    const range = output.model.coverage.find((coverage) => coverage.level === 0.8);
    return range === undefined ? [] : [{ output, range, severity: severityOfRange(range) }];
  });
  const worst = ranges.toSorted(
    (a, b) => b.severity - a.severity || a.range.covered - b.range.covered,
  )[0];
  if (worst === undefined) return judged(2, 'The model gave no forecast for any observed day.');
  const { output, range, severity } = worst;
  const text =
    `${output.output}: ${percent(range.covered)} of ${range.points} checked values lay inside the 80 % range ` +
    `(luck alone allows ${percent(range.low)} to ${percent(range.high)})`;
  switch (range.kind) {
    case 'as-claimed':
      return severity === 0
        ? judged(0, `${text}: the ranges are honest.`)
        : judged(
            severity,
            `${text}: too few independent values to call it luck or not; take wider ranges.`,
          );
    case 'too-narrow':
      return judged(
        severity,
        `${text}: the ranges are too narrow, the model is too sure of itself.`,
      );
    case 'too-wide':
      return judged(
        severity,
        `${text}: the ranges are wider than they need to be, on the safe side.`,
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
function otherFact(check: RollingOriginCheck, facts: readonly FactCheck[]): Judged {
  const stated = statedFact(facts);
  if (stated?.severity === 2) return stated;
  const failed = check.failures.reduce((sum, failure) => sum + failure.count, 0);
  const share = failed / Math.max(1, check.runs);
  if (failed > 0) {
    const { module, detail, count } = check.failures[0]!;
    const text = `${failed} of ${check.runs} runs broke, most often in ${module}: ${detail} (${count} times).`;
    return judged(share > TOLERATED_FAILURES ? 2 : 1, text);
  }
  return stated ?? reachFact(check);
}

/** The worst of what was stated in words. */
function statedFact(facts: readonly FactCheck[]): Judged | undefined {
  const contradicted = facts.find((fact) => fact.kind === 'contradicts');
  if (contradicted) return judged(2, contradicted.text);
  const off = facts.find((fact) => fact.kind === 'differs' || fact.kind === 'unknown');
  if (off) return judged(1, off.text);
  const agreed = facts.find((fact) => fact.kind === 'agrees');
  return agreed && judged(0, agreed.text);
}

function reachFact({ rolling, heldOut, timeUnit }: RollingOriginCheck): Judged {
  const stretch = heldOut?.outputs
    .flatMap((output) => output.naive.map((naive) => ({ output, naive })))
    .toSorted((a, b) => a.naive.skill - b.naive.skill)[0];
  if (stretch) {
    const { output, naive } = stretch;
    const text =
      `Over the whole stretch of ${heldOut?.horizon} ${timeUnit}s kept back, ${output.output} was missed by ` +
      `${amount(naive.modelWis)} on average, by ${naive.label} ${amount(naive.wis)}.`;
    return judged(naive.skill > 0 ? 0 : 1, text);
  }
  const reach = Math.min(...rolling.outputs.map((output) => reachOf(output, rolling.horizon)));
  return reach > 0
    ? judged(
        0,
        `It beats every simple guess up to ${reach} of ${rolling.horizon} ${timeUnit}s ahead.`,
      )
    : judged(1, 'At no distance ahead does it beat every simple guess.');
}

/** Longest horizon up to which the model beats every naive method at each step. */
function reachOf({ byHorizon }: OutputCheck, longest: number): number {
  const beaten = byHorizon.find(({ skill }) => Object.values(skill).some((value) => value <= 0));
  return beaten === undefined ? longest : beaten.horizon - 1;
}

function warningsOf({ rolling, timeUnit }: RollingOriginCheck): string[] {
  return rolling.outputs.flatMap((output) => {
    const warnings: string[] = [];
    const values = new Set(
      rolling.points
        .filter((point) => point.output === output.output)
        .map((point) => `${point.episode} ${point.origin + point.horizon}`),
    ).size;
    if (values < ENOUGH_POINTS) {
      warnings.push(
        `${output.output}: only ${values} values could be checked; below ${ENOUGH_POINTS} the shares say little.`,
      );
    }
    if (output.origins < ENOUGH_ORIGINS) {
      warnings.push(
        `${output.output}: forecasts started on only ${output.origins} ${timeUnit}s; with fewer than ` +
          `${ENOUGH_ORIGINS} one lucky start decides.`,
      );
    }
    if (output.missing > 0) {
      warnings.push(
        `${output.output}: for ${output.missing} values every run broke; they are not in the scores.`,
      );
    }
    return warnings;
  });
}

function amount(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
}
