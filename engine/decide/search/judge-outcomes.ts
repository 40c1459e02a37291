/** From what the runs of a policy came to, to what a search knows of it. */
import { excess, limitOf } from '../aims/limits.ts';
import { riskOf } from '../aims/risk.ts';
import type { Outcomes } from '../evaluate/evaluation.ts';
import type { Metric } from '../schemas/aim.ts';
import type { Goal, Judgement } from './judgement.ts';

/** What the evaluator of a search has to tell, in this order; further ones may follow. */
export function metricsOf({ objectives, limits }: Goal): Metric[] {
  return [...objectives.map(({ metric }) => metric), ...limits.map(({ metric }) => metric)];
}

/** By limit: what is far beyond its level. `outcomes`: of things as they are. */
export function scalesOf({ objectives, limits }: Goal, { metrics }: Outcomes): number[] {
  return limits.map(({ level }, i) => {
    const values = metrics[objectives.length + i]!.filter(Number.isFinite);
    const typical = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    return Math.abs(level) || typical || 1;
  });
}

/** `scales`: see scalesOf; the same for all policies that are compared. */
export function judgeOutcomes(
  { objectives, limits }: Goal,
  scales: readonly number[],
  { metrics, block }: Outcomes,
): Judgement {
  const risks = objectives.map(({ risk, direction }, i) =>
    riskOf(risk, direction, { values: metrics[i]!, block }),
  );
  const ofLimit = (i: number) => metrics[objectives.length + i]!;
  const chances = limits.map((limit, i) => limitOf(limit, { values: ofLimit(i), block }));
  const [values = new Float64Array()] = metrics;
  const broken = values.filter(Number.isNaN).length / values.length;
  return {
    runs: values.length,
    values: risks.map(({ value }) => value),
    errors: risks.map(({ error }) => error),
    chances: chances.map(({ value }) => value),
    chanceErrors: chances.map(({ error }) => error),
    excesses: limits.map((limit, i) => {
      const beyond = ofLimit(i).map((value) =>
        Number.isNaN(value) ? Number.POSITIVE_INFINITY : excess(limit, value) / scales[i]!,
      );
      return beyond.sort()[Math.max(0, Math.ceil(limit.chance * beyond.length) - 1)]!;
    }),
    broken,
  };
}
