/** A conditional normalising flow: the density of parameters given observations, and samples from it. */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Backend } from '../../tensor/backend.ts';
import { Parameters } from '../../tensor/parameters.ts';
import { Tape, type TapeOptions, type Tensor } from '../../tensor/tape.ts';
import { conditionalAffine } from './conditional-affine.ts';
import { couplingSpline } from './coupling-spline.ts';
import { embeddingNet } from './embedding.ts';
import { Layers } from './layers.ts';
import { linearTransform } from './linear.ts';
import type { LinearStart } from './linear-start.ts';
import { maskedAffine } from './masked-affine.ts';
import type { FlowSpec } from './spec.ts';
import type { FlowTransform } from './transform.ts';

export interface Flow {
  readonly spec: FlowSpec;
  readonly parameters: Parameters;
  /** A tape that gives log densities of a batch of pairs. */
  densityTape(batch: number, options?: TapeOptions & GivenContext): DensityTape;
  /** The same on a tape of one's own. */
  recordDensity(tape: Tape, options?: GivenContext): DensityTape;
  /** A tape that turns standard normal noise into parameters. */
  sampleTape(batch: number, options?: GivenContext): SampleTape;
  /** A tape that gives the context of observations, for tapes that are given it. */
  contextTape(batch: number): ContextTape;
  /** Rows of the context. */
  readonly features: number;
  /** Where its first layer can start from; absent where it is given no plain observations. */
  readonly start?: LinearStart;
}

interface GivenContext {
  /** `x` is the context [features, batch] instead of observations: computed once for many columns. Default false. */
  readonly embedded?: boolean;
}

export interface DensityTape {
  readonly tape: Tape;
  /** [dimensions, batch] */
  readonly theta: Tensor;
  /** [observations, members * batch], member after member */
  readonly x: Tensor;
  /** [1, batch] */
  readonly logDensity: Tensor;
}

export interface ContextTape {
  readonly tape: Tape;
  /** [observations, members * batch], member after member */
  readonly x: Tensor;
  /** [features, batch] */
  readonly context: Tensor;
}

export interface SampleTape {
  readonly tape: Tape;
  /** [dimensions, batch], standard normal */
  readonly noise: Tensor;
  readonly x: Tensor;
  readonly theta: Tensor;
  /** To be called before `forward` after the weights have changed. */
  prepare(): void;
}

/** The first weights come from `random`. */
export function createFlow(backend: Backend, spec: FlowSpec, random: RandomSource): Flow {
  const parameters = new Parameters(backend);
  const layers = new Layers(parameters, random);
  const embedding = embeddingNet(layers, spec);
  const affine =
    spec.kind === 'spline' ? conditionalAffine(layers, spec, embedding.features) : undefined;
  const transforms = [
    ...(affine ? [affine] : []),
    ...transformsOf(layers, spec, embedding.features, backend),
  ];
  parameters.seal();
  const { dimensions, observations, members } = spec;
  const { features } = embedding;
  const contextOf = (tape: Tape, { embedded = false }: GivenContext = {}) => {
    if (embedded) {
      const context = tape.input(features);
      return { x: context, context };
    }
    const x = tape.input(observations, members * tape.batch);
    return { x, context: embedding.record(tape, x) };
  };
  const recordDensity = (tape: Tape, options?: GivenContext): DensityTape => {
    const theta = tape.input(dimensions);
    const { x, context } = contextOf(tape, options);
    let z = theta;
    const slopes: Tensor[] = [];
    for (const transform of transforms) {
      const step = transform.density(tape, z, context);
      z = step.z;
      slopes.push(step.logSlope);
    }
    const squares = tape.scale(tape.sumRows(tape.multiply(z, z)), -0.5);
    const logDensity = slopes.reduce((sum, slope) => tape.add(sum, slope), squares);
    return { tape, theta, x, logDensity };
  };
  return {
    spec,
    parameters,
    features,
    ...(affine &&
      embedding.plainFrom !== undefined && {
        start: { ...affine.start, plainFrom: embedding.plainFrom, features },
      }),
    densityTape: (batch, options) => recordDensity(new Tape(backend, batch, options), options),
    recordDensity,
    contextTape(batch) {
      const tape = new Tape(backend, batch, { differentiate: false });
      return { tape, ...contextOf(tape) };
    },
    sampleTape(batch, options) {
      const tape = new Tape(backend, batch, { differentiate: false });
      const noise = tape.input(dimensions);
      const { x, context } = contextOf(tape, options);
      const prepares: (() => void)[] = [];
      let theta = noise;
      for (const transform of transforms.toReversed()) {
        const step = transform.inverse(tape, theta, context);
        theta = step.x;
        prepares.push(step.prepare);
      }
      return {
        tape,
        noise,
        x,
        theta,
        prepare: () => prepares.forEach((prepare) => void prepare()),
      };
    },
  };
}

/** -log(2 pi)/2 for each dimension, which the tape leaves out. */
export function densityConstant({ dimensions }: Pick<FlowSpec, 'dimensions'>): number {
  return -0.5 * dimensions * Math.log(2 * Math.PI);
}

function transformsOf(
  layers: Layers,
  spec: FlowSpec,
  features: number,
  backend: Backend,
): FlowTransform[] {
  const transforms: FlowTransform[] = [];
  for (let turn = 0; turn < spec.transforms; turn++) {
    if (spec.kind === 'affine') transforms.push(maskedAffine(layers, spec, features, turn));
    else {
      transforms.push(couplingSpline(layers, spec, features, turn));
      if (spec.dimensions > 1) transforms.push(linearTransform(layers, spec.dimensions, backend));
    }
  }
  return transforms;
}
