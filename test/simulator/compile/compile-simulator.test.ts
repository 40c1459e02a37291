import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { explainProblems, SimulatorError } from '../../../engine/simulator/simulator-error.ts';
import { around, infection, plainWorld, stateAfterStep } from './sources.ts';

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

  it('writes nothing that a hardened realm refuses, whatever stands in comments and text', () => {
    const body = `let n = 3; // import('x') eval(1) <!--
      while (n --> 0) state.x += 1; /* --> */
      const s = n === 1 ? '<!-- import(1)' : '--> eval(1)';
      state.x += s === '--> eval(1)' ? 1 : 0; let m = 1; state.x = state.x<!--m ? 1 : 9;`;
    const source = around(body).replace('For a test.', 'import( <!-- -- --> eval(');
    for (const instrument of [true, false]) {
      const { code, declaration } = compileSimulator(source, { instrument });
      expect(code).not.toMatch(/<!--|-->|import\s*\(|eval\s*\(/);
      expect(declaration.description).toBe('import( <!-- -- --> eval(');
      expect(JSON.parse(stateAfterStep(code)).x).toBe(9);
    }
  });

  it('names no global but those of the language and Object.freeze, Object.keys', () => {
    const { code } = compileSimulator(
      around('state.x = Math.max(...state.list);', 'const A = [1];'),
    );
    const globals = new Proxy(
      {},
      {
        has: (_, name) => typeof name === 'string' && name !== 'code',
        get: (_, name) => {
          if (typeof name !== 'string') return undefined;
          expect(['Math', 'Number', 'Array', 'Object', 'NaN', 'undefined', 'eval']).toContain(name);
          return (globalThis as unknown as Record<string, unknown>)[name];
        },
      },
    );
    const evaluateWithin = new Function('globals', 'code', 'with (globals) { return eval(code); }');
    const parts = evaluateWithin(globals, code)(() => undefined);
    parts.setBudget(1000, 1000);
    const state = parts.start({}, plainWorld());
    parts.steps[0](state, plainWorld());
    expect(state.x).toBe(3);
  });

  it('counts unless it is told not to', () => {
    const source = around('for (;;) state.x++;');
    expect(() => stateAfterStep(compileSimulator(source).code, 100)).toThrow('steps at line 9');
    expect(compileSimulator(source, { instrument: false }).code).not.toContain('$more');
  });
});
