/** Costs of a policy in the simulator of a problem, through what the studio judges policies by. */
import type { KnownProblem } from '../../../engine/benchmark/decide/known-problem.ts';
import { createEvaluator } from '../../../engine/decide/evaluate/create-evaluator.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { INPUT_MODELS } from '../../../engine/forecast/input-model.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';

/** Mean cost of a step and its standard error. */
export async function simulatedCost(
  { source, parameters, start, aim, means }: KnownProblem,
  policy: PolicyChoice,
  { runs = 2000, horizon = aim.horizon } = {},
): Promise<{ mean: number; error: number }> {
  const compiled = compileSimulator(source);
  const { declaration } = compiled;
  const observed = Object.fromEntries(
    Object.entries(start).map(([name, value]) => [name, Float64Array.of(value)]),
  );
  const evaluator = createEvaluator({
    structures: [
      {
        ...{ name: 'truth', declaration, program: programOf(compiled), weight: 1, sets: 1 },
        episodes: [{ id: 'start', steps: 0, observed, inputs: {}, levers: {} }],
        parameterSets: Float64Array.from(
          Object.keys(declaration.parameters).map((name) => parameters[name]!),
        ),
      },
    ],
    metrics: aim.objectives.map(({ metric }) => metric),
    ...{ means, record: 0, horizon, since: null, inputs: INPUT_MODELS[0] },
    simulate: createPlainRunner(),
  });
  const course = { scenario: null, policies: { [aim.choices[0]!.lever]: policy } };
  const { metrics } = await evaluator.evaluate(course, { seed: 3, first: 0, count: runs });
  const costs = metrics[0]!;
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / runs;
  const squares = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (runs - 1) / runs) };
}

export function choice(
  kind: PolicyChoice['kind'],
  values: PolicyChoice['values'],
  problem: KnownProblem,
): PolicyChoice {
  return { kind, values, watch: problem.aim.choices[0]!.watch, starts: [] };
}
