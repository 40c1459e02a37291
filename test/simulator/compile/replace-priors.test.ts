import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { replacePriors } from '../../../engine/simulator/compile/replace-priors.ts';
import type { Prior } from '../../../engine/simulator/declaration.ts';
import { WORKED } from '../worked.ts';

function worked(name: (typeof WORKED)[number]): string {
  return readFileSync(
    new URL(`../../../assets/simulators/${name}.sim.js`, import.meta.url),
    'utf8',
  );
}

describe('other priors in a text', () => {
  it.each(WORKED)('change nothing else of %s', (name) => {
    const source = worked(name);
    const before = compileSimulator(source);
    const all = Object.keys(before.declaration.parameters);
    const prior: Prior = { kind: 'uniform', low: -1e9, high: 1.5e300 };
    const after = replacePriors(source, Object.fromEntries(all.map((key) => [key, { prior }])));
    const written = "{ kind: 'uniform', low: -1000000000, high: 1.5e+300 }";
    const parts = after?.split(written) ?? [];
    expect(parts).toHaveLength(all.length + 1);
    // What lies between the literals lies in the source in the same order, with nothing but literals between.
    let at = 0;
    const literals = parts.map((part, i) => {
      const from = i === 0 ? 0 : source.indexOf(part, at);
      const literal = source.slice(at, from);
      at = from + part.length;
      return literal;
    });
    expect(at).toBe(source.length);
    for (const literal of literals.slice(1)) expect(literal).toMatch(/^\{[^{}]*\}$/);
    const { declaration, graph } = compileSimulator(after ?? '');
    expect(graph).toEqual(before.graph);
    for (const key of all) expect(declaration.parameters[key]?.prior).toEqual(prior);
  });

  const simulator = (top: string, parameters: string) => `${top}
export default {
  contract: 1, title: 'T', description: '', time: { unit: 'day' },
  ${parameters},
  outputs: { x: { unit: '', meaning: '', kind: 'continuous' } },
  start(row, { parameters }) { return { x: row.x * parameters.a + parameters.b }; },
  modules: [{ name: 'm', meaning: '', reads: ['x'], writes: ['x'], step(state) { state.x += 1; } }],
  observe(state) { return { x: state.x }; },
};`;
  const shared = "const prior = { kind: 'uniform', low: 0, high: 1 }; // a range of two";
  const new2: Prior = { kind: 'normal', mean: 2, sd: 0.5, low: 0 };

  it('leave a constant to the other parameter that uses it, also in short', () => {
    const source = simulator(
      shared,
      "parameters: { a: { prior, default: 0.5, unit: '', meaning: '' }, b: { prior: prior, unit: '', meaning: '' } }",
    );
    const after = replacePriors(source, { a: { prior: new2, default: 2 } });
    expect(after).toBe(
      source.replace(
        '{ prior, default: 0.5',
        "{ prior: { kind: 'normal', mean: 2, sd: 0.5, low: 0 }, default: 2",
      ),
    );
    const { a, b } = compileSimulator(after ?? '').declaration.parameters;
    expect(a).toMatchObject({ prior: new2, default: 2 });
    expect(b?.prior).toEqual({ kind: 'uniform', low: 0, high: 1 });
  });

  it('are written into a constant that holds the parameters, behind types and letters of any width', () => {
    const source = simulator(
      `type Day = number; // 🏥 naïve
const all = { a: { prior: { kind: 'choice', values: [1, 2] }, unit: '🛏', meaning: '' }, b: ${"{ prior: { kind: 'integer', low: 0, high: 3 }, unit: '', meaning: '' }"} };`,
      'parameters: all',
    );
    const after = replacePriors(source, { a: { prior: { kind: 'choice', values: [-3, 0.25] } } });
    expect(after).toBe(source.replace('[1, 2]', '[-3, 0.25]'));
  });

  it('are refused where the parameter is not there', () => {
    expect(replacePriors(worked('ward'), { nobody: { prior: new2 } })).toBeUndefined();
    expect(replacePriors('not a simulator', { a: { prior: new2 } })).toBeUndefined();
  });
});
