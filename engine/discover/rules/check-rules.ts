/** Stated rules, checked on simulated trajectories. */
import type { StatedRule } from './stated-rule.ts';

/** What is looked at of a FreeRun. */
interface Trajectories {
  readonly members: number;
  readonly episodes: number;
  /** Row-major [rows, members] of a series in an episode; undefined where it is not simulated. */
  readonly simulated: (series: string, episode: number) => Float64Array | undefined;
}

export interface RuleCheck {
  readonly rule: StatedRule;
  /** Share of the runs that break it at least once, 0..1; NaN when no run could be looked at. */
  readonly broken: number;
  /** 'beds never exceed 20: 3 of 100 runs do not keep it, first on row 12 with beds 23'. */
  readonly text: string;
}

/** Rounding is no breach: relative to the bound, and to the first sum. */
const TOLERANCE = { bound: 1e-9, sum: 1e-6 };

/**
 * One check a rule, in the order of the rules; rules on series that the simulator does not give are left out. The run
 * is best made without observation noise, of which rules of the system say nothing. A run that failed is looked at
 * up to where it did.
 */
export function checkRules(run: Trajectories, rules: readonly StatedRule[]): RuleCheck[] {
  return rules.flatMap((rule) => {
    const series = rule.kind === 'conserved' ? rule.series : [rule.series];
    const isGiven = series.every((name) => run.simulated(name, 0) !== undefined);
    return isGiven && series.length > 0 ? [check(run, rule, series)] : [];
  });
}

interface Breach {
  readonly row: number;
  readonly value: number;
  /** The first sum, for rules of conservation. */
  readonly start: number;
}

function check(run: Trajectories, rule: StatedRule, series: readonly string[]): RuleCheck {
  let runs = 0;
  let broken = 0;
  let first: Breach | undefined;
  for (let episode = 0; episode < run.episodes; episode++) {
    const values = series.flatMap((name) => run.simulated(name, episode) ?? []);
    for (let member = 0; member < run.members; member++) {
      const sums = sumsOf(values, member, run.members);
      if (!sums.some(Number.isFinite)) continue;
      runs++;
      const breach = firstBreach(sums, rule);
      if (breach === undefined) continue;
      broken++;
      if (first === undefined || breach.row < first.row) first = breach;
    }
  }
  const share = runs > 0 ? broken / runs : Number.NaN;
  return { rule, broken: share, text: `${rule.sentence}: ${words(rule, { runs, broken, first })}` };
}

/** Row by row of one member; NaN where a series has no value. */
function sumsOf(values: readonly Float64Array[], member: number, members: number): number[] {
  const rows = (values[0]?.length ?? 0) / members;
  return Array.from({ length: rows }, (_, row) =>
    values.reduce((sum, one) => sum + (one[row * members + member] ?? Number.NaN), 0),
  );
}

function firstBreach(sums: readonly number[], rule: StatedRule): Breach | undefined {
  const start = sums.find(Number.isFinite) ?? Number.NaN;
  const row = sums.findIndex((value) => isBreach(value, start, rule));
  return row < 0 ? undefined : { row, value: sums[row] ?? Number.NaN, start };
}

function isBreach(value: number, start: number, rule: StatedRule): boolean {
  switch (rule.kind) {
    case 'at-most':
      return value > rule.value + TOLERANCE.bound * Math.max(1, Math.abs(rule.value));
    case 'at-least':
      return value < rule.value - TOLERANCE.bound * Math.max(1, Math.abs(rule.value));
    case 'conserved':
      return Math.abs(value - start) > TOLERANCE.sum * Math.max(1, Math.abs(start));
    default:
      return rule satisfies never;
  }
}

function words(
  rule: StatedRule,
  { runs, broken, first }: { runs: number; broken: number; first: Breach | undefined },
): string {
  if (runs === 0) return 'no run could be looked at';
  if (first === undefined) return `all ${runs} runs keep it`;
  const names = (rule.kind === 'conserved' ? rule.series : [rule.series]).join(' + ');
  const from = rule.kind === 'conserved' ? ` instead of ${figure(first.start)}` : '';
  return (
    `${broken} of ${runs} runs do not keep it, first on row ${first.row} ` +
    `with ${names.replaceAll('_', ' ')} ${figure(first.value)}${from}`
  );
}

/** With enough digits that a small breach is seen. */
function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}
