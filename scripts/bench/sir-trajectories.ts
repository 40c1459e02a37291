/** The SIR benchmark of G-Sim (Holt et al. 2025): trajectories of 60 days, 50 to 100 people of whom 1 to 5 more are ill. */
import type { CalibrationProblem } from '../../engine/calibrate/problem.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { episodesFrom, workedSimulator } from './worked-simulators.ts';

export const SIR_TRUTH = { beta: 0.5, gamma: 0.1 } as const;
const DAYS = 60;

/** One-step predictions of all trajectories, with the default score and replications. */
export async function sirProblem(trajectories: number, seed: number): Promise<CalibrationProblem> {
  const { declaration, hash, code } = workedSimulator('sir', false);
  const program = { hash, code };
  const simulate = createPlainRunner();
  const random = openRandom(seed, 'bench/sir', 0);
  const starts = Array.from({ length: trajectories }, (_, i): Episode => {
    const row = { S: random.integer(50, 100), I: random.integer(1, 5), R: 0 };
    const observed = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, new Float64Array(DAYS + 1).fill(value)]),
    );
    return { id: `start ${i}`, steps: DAYS, observed, inputs: {}, levers: {} };
  });
  const { values } = await simulate({
    program,
    episodes: starts,
    parameters: Float64Array.from(Object.values(SIR_TRUTH)),
    sets: 1,
    replications: 1,
    mode: { kind: 'rollout' },
    seed,
    streams: 'independent',
  });
  const episodes = episodesFrom(values, Object.keys(declaration.outputs));
  return { program, declaration, episodes, simulate, mode: 'one-step' };
}
