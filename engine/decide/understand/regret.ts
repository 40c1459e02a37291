/**
 * What a policy costs if the world is another than it was chosen for: expected outcomes of policies under each structure, and how
 * much worse each is than the policy that is best there (regret; Savage 1951), with the mixture and the worst case beside.
 */
import { failedRows } from './rows.ts';
import { isClear } from './told-from-chance.ts';
import { meanOfRuns } from './variance-parts.ts';

export interface RegretOptions {
  /** For each policy row-major [draws, replications], in units of the objective; NaN where a run failed. */
  readonly outcomes: readonly Float64Array[];
  readonly replications: number;
  /** [draws]: index of the structure that each draw is of. */
  readonly structureOf: ArrayLike<number>;
  /** [structures], >= 0: how much each counts in the mixture; they need not add up to 1. */
  readonly weights: readonly number[];
  /** Which outcomes are better. */
  readonly better: 'less' | 'more';
}

interface RegretCell {
  /** Mean over the draws of the structure, in units of the objective; NaN where none was left. */
  readonly outcome: number;
  /** How much worse than the best policy under this structure, >= 0. */
  readonly regret: number;
  /** Standard error of the regret: of the paired difference; 0 for the best policy itself. */
  readonly error: number;
}

interface RegretRow {
  /** By structure. */
  readonly cells: readonly RegretCell[];
  /** Expected over the structures by their weights. */
  readonly mixture: { readonly outcome: number; readonly regret: number };
  /** The structures under which the outcome is worst, and the regret largest. */
  readonly worst: { readonly structure: number; readonly outcome: number };
  readonly mostRegret: { readonly structure: number; readonly regret: number };
}

export interface RegretTable {
  /** By policy. */
  readonly rows: readonly RegretRow[];
  /** By structure: the best policy, and those that cannot be told from it. -1 where no draw of the structure was left. */
  readonly bestUnder: readonly { readonly policy: number; readonly alike: readonly number[] }[];
  /** The policy that is best by the mixture, by its worst outcome, and by its largest regret. */
  readonly choice: {
    readonly mixture: number;
    readonly worstCase: number;
    readonly minimaxRegret: number;
  };
  /** Draws left out as a run failed under one of the policies, of how many. */
  readonly leftOut: number;
  readonly draws: number;
}

/** Structures without a draw, or without weight, count in no mixture and in no worst case. */
export function regretOf(options: RegretOptions): RegretTable {
  const { outcomes, replications, structureOf, weights, better } = options;
  const sign = better === 'more' ? -1 : 1;
  const draws = structureOf.length;
  const failed = failedRows(outcomes, replications);
  const isOf = (structure: number) => (_: number, k: number) => {
    const draw = Math.floor(k / replications);
    return structureOf[draw] === structure && !failed.has(draw);
  };
  const columns = weights.map((_, s) =>
    columnOfStructure(
      outcomes.map((values) => values.filter(isOf(s)).map((value) => sign * value)),
      replications,
      sign,
    ),
  );
  const counted = [...weights.keys()].filter((s) => weights[s]! > 0 && columns[s]!.best >= 0);
  const rows = outcomes.map((_, policy) =>
    rowOf(
      columns.map(({ cells }) => cells[policy]!),
      counted,
      weights,
      sign,
    ),
  );
  const least = (of: (row: RegretRow) => number): number => {
    const values = rows.map(of);
    return values.indexOf(Math.min(...values));
  };
  return {
    rows,
    bestUnder: columns.map(({ best, alike }) => ({ policy: best, alike })),
    choice: {
      mixture: least(({ mixture }) => sign * mixture.outcome),
      worstCase: least(({ worst }) => sign * worst.outcome),
      minimaxRegret: least(({ mostRegret }) => mostRegret.regret),
    },
    leftOut: failed.size,
    draws,
  };
}

/** One structure: a cell for each policy, and who is best (-1 of no runs). `costs`: of each policy, [draws, replications]. */
function columnOfStructure(costs: readonly Float64Array[], replications: number, sign: 1 | -1) {
  const means = costs.map((own) => meanOfRuns(own, replications).mean);
  const best = means.indexOf(Math.min(...means));
  const told = Math.max(1, costs.length - 1);
  const judged = costs.map((own) => {
    const gaps = own.map((cost, k) => cost - (costs[best]?.[k] ?? Number.NaN));
    const { mean, error, degrees } = meanOfRuns(gaps, replications);
    return { regret: mean, error, clear: isClear(mean, error, degrees, told) };
  });
  return {
    best,
    alike: [...costs.keys()].filter((p) => p !== best && best >= 0 && !judged[p]!.clear),
    cells: judged.map(
      ({ regret, error }, p): RegretCell => ({ outcome: sign * means[p]!, regret, error }),
    ),
  };
}

function rowOf(
  cells: readonly RegretCell[],
  counted: readonly number[],
  weights: readonly number[],
  sign: 1 | -1,
): RegretRow {
  const total = counted.reduce((sum, s) => sum + weights[s]!, 0);
  const mean = (of: (cell: RegretCell) => number): number =>
    counted.reduce((sum, s) => sum + (weights[s]! / total) * of(cells[s]!), 0);
  const largest = (of: (cell: RegretCell) => number): number =>
    counted.reduce((most, s) => (of(cells[s]!) > of(cells[most]!) ? s : most), counted[0] ?? -1);
  const worst = largest(({ outcome }) => sign * outcome);
  const most = largest(({ regret }) => regret);
  return {
    cells,
    mixture: { outcome: mean(({ outcome }) => outcome), regret: mean(({ regret }) => regret) },
    worst: { structure: worst, outcome: cells[worst]?.outcome ?? Number.NaN },
    mostRegret: { structure: most, regret: cells[most]?.regret ?? Number.NaN },
  };
}
