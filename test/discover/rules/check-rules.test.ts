import { describe, expect, it } from 'vitest';
import { freeRun } from '../../../engine/discover/free-run.ts';
import { checkRules } from '../../../engine/discover/rules/check-rules.ts';
import { readRules } from '../../../engine/discover/rules/stated-rule.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { madeRun } from '../made-runs.ts';

const rules = (text: string, names: readonly string[]) => readRules(text, names);

describe('rules on simulated trajectories', () => {
  // Rows x members: the second member reaches 23 on row 2.
  const beds = Float64Array.of(5, 5, 20, 20, 19, 23, 18, 30);
  const other = Float64Array.of(10, 10, -5, -5, -4, -8, -3, -14.99);

  it('count the runs that break a bound, and tell the first row and value', () => {
    const run = madeRun([{ beds }], 2);
    const [high, low, fine] = checkRules(
      run,
      rules('Beds never exceed 20. Beds never fall below 10. Beds never exceed 30', ['beds']),
    );
    expect(high?.broken).toBe(0.5);
    expect(high?.text).toBe(
      'Beds never exceed 20: 1 of 2 runs do not keep it, first on row 2 with beds 23',
    );
    expect(low?.broken).toBe(1);
    expect(low?.text).toMatch(/first on row 0 with beds 5$/);
    expect(fine?.broken).toBe(0);
    expect(fine?.text).toMatch(/all 2 runs keep it$/);
  });

  it('see a sum that changes', () => {
    const [sum] = checkRules(
      madeRun([{ a: beds, b: other }], 2),
      rules('a + b is constant', ['a', 'b']),
    );
    expect(sum?.broken).toBe(0.5);
    expect(sum?.text).toMatch(/first on row 3 with a \+ b 15\.01 instead of 15$/);
  });

  it('leave out rules on what the simulator does not give, and runs without a value', () => {
    const run = madeRun([{ beds: Float64Array.of(1, Number.NaN, 99, Number.NaN) }], 2);
    const found = checkRules(
      run,
      rules('Beds never exceed 20. Stock is never negative.', ['beds', 'stock']),
    );
    expect(found.map(({ broken }) => broken)).toEqual([1]);
    expect(found[0]?.text).toContain('1 of 1 runs');
    const none = madeRun([{ beds: new Float64Array(4).fill(Number.NaN) }], 2);
    expect(checkRules(none, rules('Beds never exceed 20', ['beds']))[0]?.broken).toBeNaN();
  });

  it('hold for the system itself where its outputs are observed with noise', async () => {
    const compiled = compileSimulator(`export default {
      contract: 1, title: 'Two pots', description: '', time: { unit: 'day' },
      parameters: { share: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '', meaning: 'moved each day' } },
      outputs: {
        left: { unit: 'balls', meaning: 'in the left pot', kind: 'continuous', noise: { kind: 'normal', sd: 5 } },
        right: { unit: 'balls', meaning: 'in the right pot', kind: 'continuous', column: 'Right pot', noise: { kind: 'normal', sd: 5 } },
      },
      modules: [{
        name: 'moving', meaning: 'balls change the pot', reads: ['left', 'right'], writes: ['left', 'right'],
        step(state, world) {
          const moved = world.parameters.share * state.left;
          state.left -= moved;
          state.right += moved;
        },
      }],
      start(world) { return { left: 60, right: 40 }; },
      observe(state) { return { left: state.left, right: state.right }; },
    };`);
    const episode = { id: '1', steps: 5, observed: {}, inputs: {}, levers: {} };
    const model = {
      ...{ simulate: createPlainRunner(), compiled, seed: 1 },
      parameters: Float64Array.of(0.3),
    };
    const stated = rules('left + Right_pot is constant. The left pot never exceeds 60.', [
      'left',
      'Right pot',
    ]);
    expect(stated).toHaveLength(2);
    const quiet = await freeRun(model, [episode, episode], 10, { noise: false });
    expect(checkRules(quiet, stated).map(({ broken }) => broken)).toEqual([0, 0]);
    const noisy = await freeRun(model, [episode, episode], 10);
    expect(checkRules(noisy, stated).map(({ broken }) => broken)[0]).toBe(1);
    expect(quiet.lastRow('left')[0]).toBeCloseTo(60 * 0.7 ** 5, 9);
  });
});
