import { describe, expect, it } from 'vitest';
import { createFlow } from '../../../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS, type FlowSpec } from '../../../engine/calibrate/flow/spec.ts';
import { openFlow, storeFlow } from '../../../engine/calibrate/flow/stored-flow.ts';
import {
  type TrainedStretch,
  type TrainingStretch,
  trainFlowTask,
} from '../../../engine/calibrate/flow/train-task.ts';
import { drawNormals, openRandom } from '../../../engine/calibrate/streams.ts';
import { createWasmBackend } from '../../../engine/tensor/wasm-backend.ts';

const spec: FlowSpec = {
  ...FLOW_DEFAULTS,
  dimensions: 2,
  observations: 3,
  transforms: 2,
  hidden: 16,
};

const embedded: FlowSpec = {
  ...spec,
  embedding: { kind: 'mlp', hidden: 16, layers: 1, features: 3 },
};

/** Two parameters of three sums of them, with noise. */
function pairs(count: number) {
  const random = openRandom(4, 'pairs', 0);
  const theta = drawNormals(random, 2 * count);
  const x = Float64Array.from({ length: 3 * count }, (_, i) => {
    const [a, b] = theta.subarray(2 * Math.floor(i / 3));
    return [a! + b!, a! - b!, b!][i % 3]! + 0.3 * random.normal();
  });
  return { count, theta, x };
}

const stretch: TrainingStretch = {
  spec,
  pairs: pairs(600),
  seed: 8,
  options: { averaging: 0.99, patience: 4, cuts: 1, rate: 2e-3 },
  epochs: 12,
};
const run = (input: TrainingStretch) => trainFlowTask.run(input) as TrainedStretch;

describe('training in stretches', () => {
  it('leads to the same weights, bit for bit, in however many', () => {
    const whole = run(stretch);
    let state: TrainedStretch['state'] | undefined;
    for (let done = 0; done < 12; done += 3) {
      const input = { ...stretch, epochs: 3, ...(state && { state: structuredClone(state) }) };
      state = run(input).state;
    }
    expect(state).toEqual(whole.state);
  });

  it('ends after the last cut of the rate, and then does nothing', () => {
    const { state, finished, last } = run({ ...stretch, epochs: 500 });
    expect(finished).toBe(true);
    expect(state).toMatchObject({ cuts: 1, idle: 4 });
    expect(last!.best).toBeGreaterThanOrEqual(last!.validation);
    const again = run({ ...stretch, epochs: 5, state });
    expect(again.last).toBeUndefined();
    expect(again.state).toEqual(state);
  });

  it('begins with linear regression where the flow is given the observations themselves', () => {
    const plain = run({ ...stretch, epochs: 1 });
    const deep = run({ ...stretch, spec: embedded, epochs: 1 });
    expect(plain.last!.validation).toBeGreaterThan(deep.last!.validation + 1);
  });
});

describe('a stored flow', () => {
  const flow = createFlow(createWasmBackend(), spec, openRandom(5, 'weights', 0));
  const weights = flow.parameters.values();
  const stored = storeFlow(spec, weights);

  it('keeps every bit of its weights through JSON', () => {
    const opened = openFlow(JSON.parse(JSON.stringify(stored)) as typeof stored);
    expect([...opened.parameters.values()]).toEqual([...weights]);
  });

  it('is refused when weights are missing', () => {
    const short = storeFlow(spec, weights.subarray(4));
    expect(() => openFlow(short)).toThrow(/weights/);
  });

  it('gives the same densities and samples from contexts that were computed before', () => {
    const x = drawNormals(openRandom(6, 'x', 0), 3 * 4);
    const theta = drawNormals(openRandom(7, 'theta', 0), 2 * 4);
    const context = flow.contextTape(4);
    context.tape.write(context.x, x);
    context.tape.forward();
    const seen = context.tape.read(context.context);
    const densities = [false, true].map((embedded) => {
      const tape = flow.densityTape(4, { embedded, differentiate: false });
      tape.tape.write(tape.theta, theta);
      tape.tape.write(tape.x, embedded ? seen : x);
      tape.tape.forward();
      return [...tape.tape.read(tape.logDensity)];
    });
    expect(densities[1]).toEqual(densities[0]);
  });
});
