/** Outputs whose data an answer does not come near. */
import { DEFAULT_REPLICATIONS, type Objective } from '../objective.ts';
import { scalesOf } from '../observations.ts';
import type { CalibrationProblem } from '../problem.ts';
import type { Misfit } from '../result-notes.ts';

/**
 * Distance in units of an output's scale from which it counts. A forecast that is always the mean of the data has 1: what is
 * twice as bad has missed them.
 */
const FAR = 2;

/** `value`: loss of the answer; without a large one nothing is simulated. */
export async function misfitsOf(
  problem: CalibrationProblem,
  objective: Objective,
  answer: Float64Array,
  value: number,
  context: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<Misfit[]> {
  if (!(value > FAR / 2)) return [];
  const replications = problem.replications ?? DEFAULT_REPLICATIONS;
  const { mean: predicted } = await objective.predict(answer, replications, context);
  const scales = scalesOf(problem, objective.observations);
  const names = Object.keys(problem.declaration.outputs);
  return names.flatMap((output, i) => {
    let [seen, simulated, distance, rows] = [0, 0, 0, 0];
    objective.observations.forEach((observed, episode) => {
      for (let at = i; at < observed.length; at += names.length) {
        const [y, x] = [observed[at]!, predicted[episode]![at]!];
        if (Number.isNaN(y) || Number.isNaN(x)) continue;
        seen += y;
        simulated += x;
        distance += Math.abs(y - x);
        rows++;
      }
    });
    const isFar = rows > 0 && distance / rows > FAR * scales[i]!;
    return isFar ? [{ output, seen: seen / rows, simulated: simulated / rows }] : [];
  });
}
