/** The five worked simulators with an episode each, ready to be exported. */
import { readFileSync } from 'node:fs';
import type { StandaloneScriptInput } from '../../engine/export/standalone-script.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';

export const SAMPLES = ['sir', 'supply-chain', 'hospital-beds', 'icu-staged-stay', 'ward'] as const;
export type Sample = (typeof SAMPLES)[number];

const STEPS = 60;

const STARTS: Readonly<Record<Sample, Readonly<Record<string, number>>>> = {
  sir: { S: 96, I: 3, R: 0 },
  'supply-chain': { inventory: 25, backlog: 0, pipeline: 2 },
  'hospital-beds': {},
  'icu-staged-stay': { occupied: 40 },
  ward: { occupied: 20, waiting: 0, arrived: 4, turnedAway: 0 },
};

function sampleSource(name: Sample): string {
  return readFileSync(new URL(`../../assets/simulators/${name}.sim.js`, import.meta.url), 'utf8');
}

/** Three parameter sets around the defaults, so that a mix-up of sets shows. */
export function sampleInput(
  name: Sample,
  changes: Partial<StandaloneScriptInput> = {},
): StandaloneScriptInput {
  const simulator = compileSimulator(sampleSource(name));
  const { declaration } = simulator;
  const sets = [1, 0.9, 1.1].flatMap((factor) =>
    Object.values(declaration.parameters).map(({ prior, default: value }) =>
      prior.kind === 'integer' ? value! : value! * factor,
    ),
  );
  return {
    title: declaration.title,
    simulator,
    episodes: [sampleEpisode(name, Object.keys(declaration.outputs))],
    parameterSets: Float64Array.from(sets),
    sets: 3,
    seed: 7,
    runs: 100,
    licence: 'MIT',
    data: { name: 'made-up.csv', sha256: 'ab'.repeat(32) },
    citations: [],
    ahead: { why: 'this sample is of the past' },
    ...changes,
  };
}

function sampleEpisode(name: Sample, outputs: readonly string[]): Episode {
  const observed = outputs.map((output) => {
    // Later observations are in the studio's request, but not in the script.
    const series = new Float64Array(STEPS + 1).fill(1);
    series[0] = STARTS[name][output] ?? Number.NaN;
    return [output, series] as const;
  });
  const admissions = Float64Array.from({ length: STEPS + 1 }, (_, row) => 3 + (row % 5));
  return {
    id: name,
    steps: STEPS,
    observed: Object.fromEntries(observed),
    inputs: name === 'icu-staged-stay' ? { admissions } : {},
    levers: {},
    dates: Array.from({ length: STEPS + 1 }, (_, row) =>
      new Date(Date.UTC(2020, 1, 27 + row)).toISOString().slice(0, 10),
    ),
  };
}
