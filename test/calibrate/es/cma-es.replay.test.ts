import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { constantsOf, createState, tell } from '../../../engine/calibrate/es/cma-es.ts';

interface Trace {
  readonly n: number;
  readonly active: boolean;
  readonly x0: number[];
  readonly sigma0: number;
  readonly C0: number[][];
  readonly params: Record<'mueff' | 'c1' | 'cmu' | 'cc' | 'cs' | 'damps', number> & {
    weights: number[];
  };
  readonly trace: readonly {
    readonly X: number[][];
    readonly f: number[];
    readonly mean: number[];
    readonly sigma: number;
    readonly pc: number[];
    readonly ps: number[];
    readonly C?: number[][];
  }[];
}

describe.each(['n5-active', 'n10-active', 'n5-plain'])('CMA-ES on the pycma trace %s', (name) => {
  const file = new URL(`../../fixtures/cma/pycma-trace-${name}.json`, import.meta.url);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Trace;
  const start = createState({
    mean: recorded.x0,
    sigma: recorded.sigma0,
    active: recorded.active,
    covariance: recorded.C0.flat(),
  });

  it('has the same constants', () => {
    const ours = constantsOf(start);
    const { mueff, c1, cmu, cc, cs, damps, weights } = recorded.params;
    closeTo(
      [ours.selectionMass, ours.cOne, ours.cMu, ours.cPath, ours.cSigma, ours.damping],
      [mueff, c1, cmu, cc, cs, damps],
    );
    closeTo(ours.weights, weights);
  });

  it('makes the same 60 generations out of the same candidates, to 1e-10', () => {
    let state = start;
    for (const { X, f, mean, sigma, pc, ps, C } of recorded.trace) {
      state = tell(state, Float64Array.from(X.flat()), f);
      closeTo(state.mean, mean);
      closeTo([state.sigma], [sigma]);
      closeTo(state.pathC, pc);
      closeTo(state.pathSigma, ps);
      if (C) closeTo(state.covariance, C.flat());
    }
    expect(state.generation).toBe(60);
  });
});

/** Every number within 1e-10 of the largest one of its vector. */
function closeTo(ours: readonly number[], theirs: readonly number[]): void {
  expect(ours).toHaveLength(theirs.length);
  const scale = Math.max(...theirs.map(Math.abs));
  const worst = Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!))) / scale;
  expect(worst).toBeLessThan(1e-10);
}
