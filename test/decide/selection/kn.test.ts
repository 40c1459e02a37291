import { describe, expect, it } from 'vitest';
import {
  answerOfKn,
  createKn,
  type KnState,
  knStateSchema,
  tellKn,
  wantedOfKn,
} from '../../../engine/decide/selection/kn.ts';
import { slippage } from '../../../scripts/bench/decide/compared.ts';

/** Three systems, two observations first: 0 and 1 go up and down together, 2 is far worse. */
const FIRST = [
  [1, 2, 50],
  [3, 4.5, 51],
];

describe('KN', () => {
  it('asks for the first stage, then for one observation of each that is left', () => {
    const begun = createKn({ systems: 3, firstStage: 2, confidence: 0.9, difference: 0.1 });
    expect(wantedOfKn(begun)).toBe(2);
    const told = tellKn(begun, FIRST);
    expect(told.survivors).toContain(0);
    expect(wantedOfKn(told)).toBe(told.survivors.length > 1 ? 1 : 0);
    expect(told.observations).toBe(6);
  });

  it('screens by the bounds of the paper, worked out by hand', () => {
    // k = 3, n0 = 2, 1 - alpha = .5: eta = ((2 * .5 / 2)^-2 - 1) / 2 = 1.5, h^2 = 2 * 1.5 * 1 = 3.
    // Differences 0 - 1: -1 and -1.5, S^2 = .125; 0 - 2: -49 and -48, S^2 = .5; 1 - 2: -48, -46.5, S^2 = 1.125.
    // delta = .2 after two rows: (3 * .125 - 2 * .04) / .4 = .7375 for 0 against 1, whose sums differ by 2.5: 1 is out.
    const told = tellKn(
      createKn({ systems: 3, firstStage: 2, confidence: 0.5, difference: 0.2 }),
      FIRST,
    );
    expect([...told.variances].map((value) => Number(value.toFixed(9)))).toEqual([
      0, 0.125, 0.5, 0.125, 0, 1.125, 0.5, 1.125, 0,
    ]);
    expect(answerOfKn(told)).toEqual({ best: 0, done: true, observations: 6 });
    // delta = .05: (.375 - .005) / .1 = 3.7 is more than 2.5: 1 stays; for 2, (1.5 - .005) / .1 = 14.95 is less than 97.
    const finer = tellKn(
      createKn({ systems: 3, firstStage: 2, confidence: 0.5, difference: 0.05 }),
      FIRST,
    );
    expect(finer.survivors).toEqual([0, 1]);
  });

  it('is right as often as published (.96) with no more than the published 978 observations', () => {
    const { correct, observations } = slippage(400);
    expect(correct).toBeGreaterThanOrEqual(0.95);
    expect(observations).toBeGreaterThan(900);
    expect(observations).toBeLessThan(1020);
  });

  it('needs far fewer with common random numbers', () => {
    const { correct, observations } = slippage(200, 0.8);
    expect(correct).toBeGreaterThanOrEqual(0.94);
    expect(observations).toBeLessThan(400);
  });

  it('ends even if two are exactly alike', () => {
    let state: KnState = createKn({ systems: 2, firstStage: 3, difference: 0.5 });
    for (let row = 1; wantedOfKn(state) > 0; row++) {
      state = tellKn(
        state,
        Array.from({ length: wantedOfKn(state) }, (_, i) => [row + i, row + i]),
      );
      expect(row).toBeLessThan(10);
    }
    expect(answerOfKn(state)).toMatchObject({ best: 0, done: true });
  });

  it('goes on from a stored state to the same answer', () => {
    const stored = (state: KnState) => knStateSchema.parse(JSON.parse(JSON.stringify(state)));
    const begun = createKn({ systems: 3, firstStage: 2, confidence: 0.5, difference: 0.05 });
    const more = [[0, 0.1]];
    expect(tellKn(stored(tellKn(begun, FIRST)), more)).toEqual(tellKn(tellKn(begun, FIRST), more));
  });
});
