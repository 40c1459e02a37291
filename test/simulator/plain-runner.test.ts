import { describe, expect, it } from 'vitest';
import { createPlainRunner, evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { rowsOf } from '../../engine/simulator/simulation.ts';
import { compileWorked } from './worked.ts';

const always = (value: number) => new Float64Array(21).fill(value);
const { hash, code } = compileWorked('sir');
const request = {
  program: { hash, code },
  episodes: [
    {
      id: 'e',
      steps: 20,
      observed: { S: always(90), I: always(9), R: always(1) },
      inputs: {},
      levers: {},
    },
  ],
  parameters: Float64Array.of(0.5, 0.1, 0.4, 0.2),
  sets: 2,
  replications: 400,
  mode: { kind: 'rollout' },
  seed: 11,
  streams: 'independent',
} as const;

describe('the plain runner', () => {
  it('gives the values of all runs in order, and tells how far it is', async () => {
    const progress: number[] = [];
    const { values, failures } = await createPlainRunner()(request, {
      onProgress: (done, total) => progress.push(done / total),
    });
    expect(failures).toEqual([]);
    expect(values).toEqual(evaluateDriver(code).run(request, 0, 800).values);
    expect(values).toHaveLength(800 * rowsOf(request.episodes[0]!, request.mode) * 3);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('gives forecasts by whole ensembles', async () => {
    const forecast = { ...request, mode: { kind: 'forecast', origin: 3 } } as const;
    const { values } = await createPlainRunner()(forecast);
    expect(values).toEqual(evaluateDriver(code).run(forecast, 0, 800).values);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const running = createPlainRunner()(request, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
  });
});
