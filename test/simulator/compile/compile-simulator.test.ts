import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { explainProblems, SimulatorError } from '../../../engine/simulator/simulator-error.ts';
import { infection } from './sources.ts';

describe('compileSimulator', () => {
  it('reads the declared part from the text', () => {
    const { declaration } = compileSimulator(infection);
    expect(declaration.title).toBe('Infection');
    expect(declaration.parameters.beta?.prior).toEqual({ kind: 'uniform', low: 0, high: 2 });
    expect(declaration.modules.map(({ name }) => name)).toEqual(['infection', 'recovery']);
  });

  it('gives the same hash for the same file and another for another', () => {
    const { hash } = compileSimulator(infection);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(compileSimulator(infection).hash).toBe(hash);
    expect(compileSimulator(infection.replace('high: 2', 'high: 3')).hash).not.toBe(hash);
  });

  it('tells every problem at its line and column with the way out', () => {
    const broken = infection
      .replace('random.binomial(state.S', 'Math.random() * (state.S')
      .replace("kind: 'count'", "kind: 'number'");
    let told = '';
    try {
      compileSimulator(broken, { file: 'sir.sim.js' });
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      told = explainProblems(error);
    }
    expect(told).toContain('sir.sim.js:9:');
    expect(told).toContain('call: Math: random. Use world.random');
    expect(told).toContain('outputs.S.kind');
  });
});
