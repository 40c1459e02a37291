import { describe, expect, it } from 'vitest';
import { rastrigin, sphere, valuesOf } from '../../../engine/benchmark/test-functions.ts';
import {
  ask,
  createRestarts,
  type RestartOptions,
  type RestartState,
  restartStateSchema,
  tell,
} from '../../../engine/calibrate/es/restarts.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';

function turn(
  state: RestartState,
  f: (x: Float64Array) => number,
  generation: number,
): RestartState {
  const n = state.run.mean.length;
  const random = openRandom(1, 'test', generation);
  const asked = ask(state, random);
  return tell(state, asked, valuesOf(f, asked.candidates, n), random);
}

function runUntil(
  options: RestartOptions,
  f: (x: Float64Array) => number,
  over: (state: RestartState) => boolean,
): RestartState {
  let state = createRestarts(options);
  for (let g = 0; g < 20_000 && !state.done && !over(state); g++) state = turn(state, f, g);
  return state;
}

const far = { mean: [3, 3, 3], sigma: 2, range: [3, 3, 3].map(() => ({ low: -5, high: 5 })) };
const never = (): boolean => false;

describe('a run without restarts', () => {
  it('ends by itself at the optimum and says why', () => {
    const { done, finished, best } = runUntil(far, sphere, never);
    expect(done).toBe(true);
    expect(['tolx', 'tolfun']).toContain(finished[0]!.reason);
    expect(best!.value).toBeLessThan(1e-10);
  });

  it.each([
    { what: 'a plane', f: () => 1, reason: 'tolfun' },
    { what: 'a slope without end', f: (x: Float64Array) => -x[0]!, reason: 'diverged' },
  ])('notices $what', ({ f, reason }) => {
    expect(runUntil(far, f, never).finished[0]!.reason).toBe(reason);
  });

  it('notices that nothing gets better any more', () => {
    let calls = 0;
    const noise = (): number => openRandom(5, 'noise', calls++).normal();
    const { finished } = runUntil({ ...far, tolerances: { stagnation: 50 } }, noise, never);
    expect(finished[0]!.reason).toBe('stagnation');
  });

  it('does not take floored coordinates for unfinished ones', () => {
    const options = { ...far, floors: [0.5, 0, 0] };
    const rounded = (x: Float64Array): number =>
      sphere(x.map((v, i) => (i === 0 ? Math.round(v) : v)));
    const { finished, best } = runUntil(options, rounded, never);
    expect(['tolx', 'tolfun']).toContain(finished[0]!.reason);
    expect(best!.value).toBeLessThan(1e-9);
  });
});

describe('IPOP', () => {
  it('doubles the population at each restart, up to the number allowed', () => {
    const { finished } = runUntil({ ...far, strategy: 'ipop', restarts: 3 }, sphere, never);
    expect(finished.map(({ populationSize }) => populationSize)).toEqual([7, 14, 28, 56]);
  });
});

describe('BIPOP', () => {
  const bipop: RestartOptions = { ...far, strategy: 'bipop' };

  it('finds the best of 125 local minima, where one run fails', () => {
    const reached = (state: RestartState): boolean => (state.best?.value ?? 1) < 1e-8;
    expect(runUntil(far, rastrigin, reached).best!.value).toBeGreaterThan(0.9);
    expect(runUntil(bipop, rastrigin, reached).best!.value).toBeLessThan(1e-8);
  });

  it('gives as much to small populations as to large ones', () => {
    const { used, finished } = runUntil(bipop, rastrigin, ({ finished }) => finished.length > 8);
    expect(used.small / used.large).toBeGreaterThan(0.2);
    expect(used.small / used.large).toBeLessThan(5);
    const sizes = finished.map(({ populationSize }) => populationSize);
    expect(sizes.some((size, i) => i > 0 && size < sizes[i - 1]!)).toBe(true);
  });

  it('goes on to the same numbers from a stored state, restarts included', () => {
    let whole = createRestarts(bipop);
    let resumed = whole;
    for (let g = 0; g < 300; g++) {
      whole = turn(whole, rastrigin, g);
      resumed = turn(restartStateSchema.parse(JSON.parse(JSON.stringify(resumed))), rastrigin, g);
    }
    expect(whole.finished.length).toBeGreaterThan(0);
    expect(resumed).toEqual(whole);
  });
});
