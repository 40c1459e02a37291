/** Layer L4 for use cases: a simulator first runs alone, on a small sample, before the pool gets it. */
import { priorDistribution } from '../calibrate/prior.ts';
import { admit } from '../compute/admission.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import type { Episode, SimulationRequest } from '../simulator/simulation.ts';
import type { Services } from './services.ts';
import { UseCaseError } from './use-case-error.ts';

/** Levels of the priors at which the sample runs: the middle, and towards both ends. */
const LEVELS = [0.5, 0.1, 0.9];
/** Runs of each of these sets. */
const REPLICATIONS = 4;

/** Why it may not join the pool; empty when it may. */
export async function admissionReasons(
  { executor, signal }: Pick<Services, 'executor' | 'signal'>,
  simulator: Pick<CompiledSimulator, 'hash' | 'code' | 'declaration'>,
  episodes: readonly Episode[],
): Promise<readonly string[]> {
  const sample = sampleRequest(simulator, episodes.slice(0, 2));
  const { reasons } = await admit(simulator.declaration, executor, sample, {
    ...(signal && { signal }),
  });
  return reasons.map(({ text }) => text);
}

/** Throws UseCaseError 'not-admitted' with every reason. */
export async function admitSimulator(
  services: Pick<Services, 'executor' | 'signal'>,
  simulator: Pick<CompiledSimulator, 'hash' | 'code' | 'declaration'>,
  episodes: readonly Episode[],
): Promise<void> {
  const reasons = await admissionReasons(services, simulator, episodes);
  if (reasons.length === 0) return;
  throw new UseCaseError('not-admitted', `simulator: not fit to run: ${reasons.join(' ')}`, {
    hint: 'Mend the simulator, or let a new one be discovered.',
  });
}

function sampleRequest(
  { hash, code, declaration }: Pick<CompiledSimulator, 'hash' | 'code' | 'declaration'>,
  episodes: readonly Episode[],
): SimulationRequest {
  const priors = Object.values(declaration.parameters).map(({ prior }) => priorDistribution(prior));
  const sets = LEVELS.map((level) => priors.map((prior) => prior.quantile(level)));
  return {
    program: { hash, code },
    episodes,
    parameters: Float64Array.from(sets.flat()),
    sets: sets.length,
    replications: REPLICATIONS,
    mode: { kind: 'rollout' },
    seed: 1,
    streams: 'independent',
  };
}
