/**
 * How fast flows are trained and sampled on this machine, on one core.
 *
 *   npm run bench:npe -- [--json FILE] [--rounds N]
 *
 * npe.epoch.*.ms       wall time of one epoch: 10,000 simulations, of which 9,000 are trained on in batches of 200 and
 *                      1,000 checked; 5 transforms of 50 hidden units; best of the rounds.
 * npe.epoch.*.plain    the same with the tape over plain JavaScript in double precision (scripts/bench/plain-backend.ts).
 * npe.epoch.*.ratio    plain divided by ours. Rounds alternate between the two.
 * npe.samples.*        wall time of 10,000 samples of a spline flow of 2 parameters for one observation, in batches of
 *                      400, the tape and the noise included; best of the rounds.
 * affine, spline: the kind of flow; 2d: 2 parameters and 2 observations; 10d: 10 and 10.
 */
import { parseArgs } from 'node:util';
import { createFlow } from '../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS, type FlowSpec } from '../engine/calibrate/flow/spec.ts';
import { createTrainer, type TrainingPairs } from '../engine/calibrate/flow/train-flow.ts';
import { drawNormals, openRandom } from '../engine/calibrate/streams.ts';
import type { Backend } from '../engine/tensor/backend.ts';
import { createWasmBackend } from '../engine/tensor/wasm-backend.ts';
import { createPlainBackend } from './bench/plain-backend.ts';
import { type Row, report } from './bench/report.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '9' } },
});
const rounds = Number(options.rounds);
const SIMULATIONS = 10_000;
const SAMPLES = 10_000;
/** Small enough that a layer's numbers stay in the cache. */
const SAMPLE_BATCH = 400;
/** What others took for the same epoch of the affine flow of 2 parameters, on one core of another machine. */
const PEERS =
  'elsewhere: PyTorch with 1 thread 164 ms, tuned jax-js 440 ms, plain JavaScript 864 ms';

const rows: Row[] = [];
for (const kind of ['affine', 'spline'] as const) {
  for (const size of [2, 10]) rows.push(...epochRows(kind, size));
}
rows.push(samplesRow());
report(rows, options.json);

function epochRows(kind: FlowSpec['kind'], size: number): readonly Row[] {
  const ours = epochTimer(createWasmBackend(), kind, size);
  const plain = epochTimer(createPlainBackend(), kind, size);
  const best = { ours: Number.POSITIVE_INFINITY, plain: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(best.ours, ours());
    best.plain = Math.min(best.plain, plain());
  }
  const id = `npe.epoch.${kind}-${size}d`;
  const first = kind === 'affine' && size === 2;
  const milliseconds = { unit: 'ms', better: 'lower' } as const;
  return [
    {
      id: `${id}.ms`,
      value: best.ours,
      ...milliseconds,
      reference: first ? PEERS : 'single precision, WebAssembly',
    },
    {
      id: `${id}.plain`,
      value: best.plain,
      ...milliseconds,
      reference: 'double precision, plain JavaScript',
    },
    {
      id: `${id}.ratio`,
      value: best.plain / best.ours,
      unit: 'times',
      better: 'higher',
      ...(first && { target: 6 }),
      reference: first
        ? 'issue 4: at least 6 times as fast as plain JavaScript in double precision'
        : 'the two rows above',
    },
  ];
}

/** Trains on, one epoch a call, and gives its milliseconds. Warmed up. */
function epochTimer(backend: Backend, kind: FlowSpec['kind'], size: number): () => number {
  const spec = { ...FLOW_DEFAULTS, kind, dimensions: size, observations: size };
  const trainer = createTrainer(backend, spec, gaussianPairs(size), (purpose, index) =>
    openRandom(1, purpose, index),
  );
  const epoch = () => {
    const started = performance.now();
    const { training } = trainer.epoch();
    if (!Number.isFinite(training)) throw new Error(`training: ${training}`);
    return performance.now() - started;
  };
  epoch();
  return epoch;
}

/** theta ~ N(0, I), x = (theta + N(0, .5^2 I)) / sqrt(1.25). */
function gaussianPairs(size: number): TrainingPairs {
  const random = openRandom(1, 'pairs', size);
  const theta = drawNormals(random, SIMULATIONS * size);
  const x = theta.map((value) => (value + 0.5 * random.normal()) / Math.sqrt(1.25));
  return { count: SIMULATIONS, theta, x };
}

function samplesRow(): Row {
  const spec = { ...FLOW_DEFAULTS, dimensions: 2, observations: 2 };
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const flow = createFlow(createWasmBackend(), spec, openRandom(1, 'weights', 0));
    const started = performance.now();
    const { tape, noise, x, theta, prepare } = flow.sampleTape(SAMPLE_BATCH);
    const random = openRandom(1, 'noise', round);
    const samples = new Float64Array(2 * SAMPLES);
    tape.write(x, new Float64Array(2 * SAMPLE_BATCH).fill(0.5));
    prepare();
    for (let from = 0; from < samples.length; from += 2 * SAMPLE_BATCH) {
      tape.write(noise, drawNormals(random, 2 * SAMPLE_BATCH));
      tape.forward();
      samples.set(tape.read(theta), from);
    }
    best = Math.min(best, performance.now() - started);
    if (samples.some(Number.isNaN)) throw new Error('sample: not a number');
  }
  return {
    id: 'npe.samples.1e4.seconds',
    value: best / 1000,
    unit: 's',
    better: 'lower',
    target: 0.3,
    reference: 'issue 4: 10,000 posterior samples in at most .3 s',
  };
}
