/** The methods that bench:gsim compares: each gives weighted simulators, after some time and some simulated runs. */
import type { GsimCandidate } from '../../engine/benchmark/gsim/candidate-steps.ts';
import { priorDistribution } from '../../engine/calibrate/prior.ts';
import { calibrationMethod } from '../../engine/calibrate/registry.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import { episodesOf } from '../../engine/data/episodes.ts';
import { calibrateCandidate } from '../../engine/discover/calibrate-candidate.ts';
import type { Evaluated } from '../../engine/discover/candidate.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../engine/simulator/compile/compile-simulator.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import type { Simulate } from '../../engine/simulator/simulation.ts';
import { firstProposal, type Searcher, type SearchInput } from './gsim-search.ts';

export interface Method {
  readonly id: 'zero-shot' | 'zero-shot-calibrated' | 'es' | 'sbi' | 'mixture';
  readonly words: string;
  /** Weights sum to 1. */
  readonly parts: readonly { readonly candidate: GsimCandidate; readonly weight: number }[];
  readonly seconds: number;
  readonly simulations: number;
}

export interface MethodSettings {
  readonly simulate: Simulate;
  /** Where networks are trained. */
  readonly numerics: Executor;
  readonly search: Searcher;
  readonly rounds: number;
  /** Parameter sets of each calibration by evolution during the search, and of that of what was chosen. */
  readonly evaluations: number;
  readonly last: number;
  /** Parameter sets of the inference, and trajectories that it learns from. */
  readonly inference: { readonly budget: number; readonly trajectories: number };
}

/** Training trajectories of a calibration outside the search; the search has a say of its own. */
const TRAJECTORIES = 40;

/** Lighter structures are left out of the mixture, as in the studio. */
const LEAST_WEIGHT = 0.05;

/** Zero shot twice, the search by evolution and its mixture, and the chosen structure by inference; none where nothing is proposed. */
export async function runMethods(input: SearchInput, settings: MethodSettings): Promise<Method[]> {
  const { counted, spent } = counting(settings.simulate);
  const clock = stopwatch();
  const first = await firstProposal(input);
  if (first === undefined) return [];
  const compiled = compileSimulator(first.source);
  const defaults = defaultsOf(compiled);
  const zeroShot: Method = {
    id: 'zero-shot',
    words: `${first.id} at its defaults, or in the middle of what is possible: ${listed(defaults)}`,
    parts: [{ candidate: { compiled, parameters: defaults }, weight: 1 }],
    ...{ seconds: clock(), simulations: spent() },
  };
  const parameters = await calibrateCandidate({
    ...{ compiled, simulate: counted, seed: input.seed, budget: settings.evaluations },
    episodes: episodesOf(input.train, compiled.declaration).slice(0, TRAJECTORIES),
    mode: 'one-step',
  });
  const calibrated: Method = {
    id: 'zero-shot-calibrated',
    words: `the first proposal, calibrated by CMA-ES on single steps: ${listed(parameters)}`,
    parts: [{ candidate: { compiled, parameters }, weight: 1 }],
    ...{ seconds: zeroShot.seconds + clock(), simulations: spent() },
  };
  const { ranked, mixture, simulations } = await settings.search(input, settings);
  const [best] = ranked;
  if (best === undefined) throw new Error(`${input.title}: the search found nothing`);
  const settle = (candidate: Evaluated) =>
    settled(candidate, input, { ...settings, simulate: counted });
  const chosen = await settle(best);
  const searched = { seconds: clock(), simulations: simulations + spent() };
  const used = mixture.structures.filter(
    ({ weight }, rank) => rank === 0 || weight >= LEAST_WEIGHT,
  );
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const parts: { candidate: GsimCandidate; weight: number }[] = [];
  for (const { id, weight } of used) {
    const candidate = ranked.find(({ proposal }) => proposal.id === id);
    if (candidate === undefined) continue;
    const own = candidate === best ? chosen : await settle(candidate);
    parts.push({ candidate: own, weight: weight / total });
  }
  const mixed = { seconds: clock(), simulations: spent() };
  const sbi = await byInference(best, input, { ...settings, simulate: counted });
  return [
    zeroShot,
    calibrated,
    {
      id: 'es',
      words: `the best of ${ranked.length} structures: ${best.proposal.id}; ${listed(chosen.parameters)}`,
      parts: [{ candidate: chosen, weight: 1 }],
      ...searched,
    },
    {
      id: 'sbi',
      words: `the same structure, calibrated by neural posterior estimation: ${listed(sbi)}`,
      parts: [{ candidate: { compiled: best.compiled, parameters: sbi }, weight: 1 }],
      seconds: searched.seconds + clock(),
      simulations: searched.simulations + spent(),
    },
    {
      id: 'mixture',
      words: used.map(({ id, weight }) => `${(100 * weight).toFixed(0)} % ${id}`).join(', '),
      parts,
      seconds: searched.seconds + mixed.seconds,
      simulations: searched.simulations + mixed.simulations,
    },
  ];
}

/** What was chosen is calibrated once more on the training trajectories, as the studio does. */
async function settled(
  { compiled, parameters, mode }: Evaluated,
  { train, seed }: SearchInput,
  { simulate, last }: Pick<MethodSettings, 'simulate' | 'last'>,
): Promise<GsimCandidate & { readonly parameters: Readonly<Record<string, number>> }> {
  const episodes = episodesOf(train, compiled.declaration).slice(0, TRAJECTORIES);
  return {
    compiled,
    parameters: await calibrateCandidate({
      ...{ compiled, simulate, seed, mode, episodes, budget: last, start: parameters },
    }),
  };
}

async function byInference(
  { compiled }: Evaluated,
  { train, seed }: SearchInput,
  { simulate, numerics, inference }: MethodSettings,
): Promise<Readonly<Record<string, number>>> {
  const { declaration } = compiled;
  const { parameters } = await calibrationMethod('npe').run(
    {
      ...{ program: programOf(compiled), declaration, simulate },
      episodes: episodesOf(train, declaration).slice(0, inference.trajectories),
    },
    { seed, numerics, budget: inference.budget },
  );
  return parameters;
}

/** The declared default of every parameter, or the middle of what its prior allows. */
export function defaultsOf({ declaration }: CompiledSimulator): Record<string, number> {
  return Object.fromEntries(
    Object.entries(declaration.parameters).map(([name, { default: value, prior }]) => [
      name,
      value ?? priorDistribution(prior).quantile(0.5),
    ]),
  );
}

function listed(parameters: Readonly<Record<string, number>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
    .join(', ');
}

/** `spent`: runs since it was asked last. */
function counting(simulate: Simulate): {
  readonly counted: Simulate;
  readonly spent: () => number;
} {
  let runs = 0;
  return {
    counted: (request, options) => {
      runs += request.sets * request.episodes.length * request.replications;
      return simulate(request, options);
    },
    spent: () => {
      const before = runs;
      runs = 0;
      return before;
    },
  };
}

/** Seconds since it was asked last. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const before = last;
    last = performance.now();
    return (last - before) / 1000;
  };
}
