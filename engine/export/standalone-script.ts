/**
 * A calibrated simulator as one JavaScript file without dependencies: `node file.mjs --runs 100 --seed 1`.
 *
 * The file holds the simulator twice: as its author wrote it, in comments, and as the studio runs it, with the
 * checks that keep generated code harmless. The kernel is the studio's own text, so that the same seed and number
 * of runs give the same numbers, bit for bit; `--selftest` proves it on the machine at hand.
 */
import { priorDistribution } from '../calibrate/prior.ts';
import { quantiles } from '../score/quantiles.ts';
import type { Declaration, Parameter } from '../simulator/declaration.ts';
import { kernelSource } from '../simulator/kernel.generated.ts';
import { type Episode, rowsOf, type Simulate } from '../simulator/simulation.ts';
import { commentLines, literal } from './literal.ts';
import { hashValues } from './runtime/hash-values.ts';
import type { ScriptCheck, ScriptParameter, ScriptPayload } from './runtime/payload.ts';
import { trajectoryRequest } from './runtime/trajectory-request.ts';
import { scriptRuntimeSource } from './script-runtime.generated.ts';

export interface StandaloneScriptInput {
  readonly title: string;
  /** As `compileSimulator` gives it. */
  readonly simulator: {
    readonly source: string;
    readonly hash: string;
    readonly code: string;
    readonly declaration: Declaration;
  };
  /** At least one; only the start row of the observations is written into the script. */
  readonly episodes: readonly Episode[];
  /** Row-major [sets, parameters], at least one set: draws of the posterior, or one chosen set. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
  /** Defaults of --seed and --runs. */
  readonly seed: number;
  readonly runs: number;
  /** Licence of the script, e.g. 'MIT'. */
  readonly licence: string;
  readonly data: {
    readonly name: string;
    /** SHA-256 (hex) of the data file. */
    readonly sha256: string;
    /** Source and licence in words. */
    readonly source?: string;
  };
  /** What to cite: the data, the method, the project. */
  readonly citations: readonly string[];
}

/** Runs whose numbers `--selftest` computes again. */
const CHECKED_RUNS = 100;

/** The text of the file; its name should end in .mjs. `simulate` computes the check numbers. */
export async function standaloneScript(
  input: StandaloneScriptInput,
  simulate: Simulate,
): Promise<string> {
  const names = Object.keys(input.simulator.declaration.parameters);
  if (input.episodes.length === 0) throw new Error('standalone script: no episode');
  if (input.sets < 1 || input.parameterSets.length !== input.sets * names.length)
    throw new Error(
      `parameter sets: expected ${input.sets} x ${names.length} numbers, got ${input.parameterSets.length}`,
    );
  const checks = await Promise.all(
    [input.seed, input.seed === 0 ? 1 : 0].map((seed) => check(input, seed, simulate)),
  );
  return [
    header(input),
    `import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';\nimport { basename } from 'node:path';`,
    `${chapter('Numbers: parameter sets, start rows, inputs, check numbers')}\nconst payload = ${literal(payloadOf(input, checks))};`,
    `${chapter('The simulator as it was written, to read: changing it here changes nothing')}\n${commentLines(input.simulator.source, '//|')}`,
    `${chapter('The simulator as it runs: the same, with counters that stop runaway code')}\nconst program = ${input.simulator.code};`,
    `${chapter('Kernel: random streams, samplers, driver')}\nconst kernel = ${kernelSource};`,
    `${chapter('Command line')}\n${scriptRuntimeSource.trim()}`,
    HOST,
  ].join('\n\n');
}

async function check(
  input: StandaloneScriptInput,
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const { episodes, parameterSets: parameters, sets } = input;
  const { hash, code, declaration } = input.simulator;
  const request = trajectoryRequest({ episodes, parameters, sets, runs: CHECKED_RUNS, seed });
  const { values } = await simulate({ ...request, program: { hash, code } });
  const outputs = Object.keys(declaration.outputs).length;
  let count = 0;
  for (let run = 0; run < CHECKED_RUNS; run++) {
    const episode = episodes[Math.floor(run / request.replications) % episodes.length]!;
    count += rowsOf(episode, request.mode) * outputs;
  }
  return { seed, runs: CHECKED_RUNS, hash: hashValues(values.subarray(0, count)) };
}

function payloadOf(input: StandaloneScriptInput, checks: readonly ScriptCheck[]): ScriptPayload {
  const { declaration } = input.simulator;
  const width = Object.keys(declaration.parameters).length;
  const withNames = <Item extends object>(items: Readonly<Record<string, Item>>) =>
    Object.entries(items).map(([name, item]) => ({ name, ...item }));
  return {
    title: input.title,
    parameters: Object.entries(declaration.parameters).map(([name, item]) =>
      parameterOf(name, item),
    ),
    inputs: withNames(declaration.inputs) as ScriptPayload['inputs'],
    levers: withNames(declaration.levers) as ScriptPayload['levers'],
    outputs: Object.entries(declaration.outputs).map(([name, { unit, meaning, column }]) => ({
      name,
      unit,
      meaning,
      ...(column !== undefined && { column }),
    })),
    modules: declaration.modules.map((module) => module.name),
    episodes: input.episodes.map((episode) => ({
      id: episode.id,
      steps: episode.steps,
      start: Object.fromEntries(
        Object.entries(episode.observed).map(([name, values]) => [name, values[0]!]),
      ),
      inputs: numbersOf(episode.inputs),
      levers: numbersOf(episode.levers),
      ...(episode.dates && { dates: episode.dates }),
    })),
    parameterSets: Array.from({ length: input.sets }, (_, set) => [
      ...input.parameterSets.subarray(set * width, (set + 1) * width),
    ]),
    seed: input.seed,
    runs: input.runs,
    checks,
  };
}

function parameterOf(name: string, { prior, unit, meaning }: Parameter): ScriptParameter {
  const { low, high } = priorDistribution(prior);
  return {
    name,
    unit,
    meaning,
    low,
    high,
    ...(prior.kind === 'choice' && { values: prior.values }),
    whole: prior.kind === 'integer',
  };
}

function numbersOf(series: Readonly<Record<string, Float64Array>>) {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, [...values]]));
}

function header(input: StandaloneScriptInput): string {
  const { declaration, hash } = input.simulator;
  const lines = [
    input.title,
    '',
    declaration.description,
    '',
    `Licence: ${input.licence}`,
    `Data: ${input.data.name}, SHA-256 ${input.data.sha256}`,
    ...(input.data.source === undefined ? [] : [`  ${input.data.source}`]),
    `Simulator: SHA-256 ${hash}`,
    ...input.citations.map((citation) => `Cite: ${citation}`),
    '',
    'Made with G-Sim Studio. Needs Node.js 18 or newer and nothing else:',
    '  node FILE.mjs --help',
    `  node FILE.mjs --runs ${input.runs} --seed ${input.seed} --out trajectories.csv`,
    '  node FILE.mjs --selftest',
    '',
    'Parameters: median (95 % range) of the sets below',
    ...parameterLines(input),
    '',
    'Modules, in the order in which they act',
    ...declaration.modules.map(({ name, meaning }) => `  ${name}: ${meaning}`),
    ...(declaration.assumptions.length === 0 ? [] : ['', 'Assumptions (and who made them)']),
    ...declaration.assumptions.map(({ text, source }) => `  ${text} (${source})`),
  ];
  return `#!/usr/bin/env node\n${commentLines(lines.join('\n'))}`;
}

function parameterLines({ simulator, parameterSets, sets }: StandaloneScriptInput): string[] {
  const parameters = Object.entries(simulator.declaration.parameters);
  return parameters.map(([name, { unit, meaning }], index) => {
    const draws = Array.from(
      { length: sets },
      (_, set) => parameterSets[set * parameters.length + index]!,
    );
    const [median, low, high] = quantiles(draws, [0.5, 0.025, 0.975]).map((value) =>
      Number(value.toPrecision(4)),
    );
    return `  ${name}: ${median} (${low} to ${high}) ${unit}. ${meaning}`;
  });
}

function chapter(title: string): string {
  return `// ${'='.repeat(4)} ${title} ${'='.repeat(Math.max(4, 106 - title.length))}`;
}

/** The one part that touches the machine. */
const HOST = `// A reader that closes early ("| head") is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = runScript(payload, kernel.createDriver(program), {
  arguments: process.argv.slice(2),
  scriptName: basename(process.argv[1]),
  readText: (path) => readFileSync(path, 'utf8'),
  writeText: (path, chunks) => {
    const file = openSync(path, 'w');
    try {
      for (const chunk of chunks) writeFileSync(file, chunk);
    } finally {
      closeSync(file);
    }
  },
  print: (line) => process.stdout.write(line + '\\n'),
  warn: (line) => process.stderr.write(line + '\\n'),
});
`;
