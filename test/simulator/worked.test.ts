import { describe, expect, it } from 'vitest';
import { ask, compileWorked, WORKED } from './worked.ts';

/** A start from which each of them can go on. */
const STARTS = {
  sir: { S: 90, I: 10, R: 0 },
  'supply-chain': { inventory: 20, backlog: 0, pipeline: 0 },
  'hospital-beds': {},
  'icu-staged-stay': { occupied: 20 },
  ward: { occupied: 20, waiting: 2 },
} as const;

describe.each(WORKED)('the worked simulator %s', (name) => {
  const compiled = compileWorked(name);
  const asked = {
    steps: 20,
    observed: STARTS[name],
    inputs: name === 'icu-staged-stay' ? { admissions: new Array<number>(21).fill(3) } : {},
    replications: 20,
  } as const;

  it('compiles without a warning and says what everything means', () => {
    expect(compiled.warnings).toEqual([]);
    const { parameters, inputs, levers, outputs, modules, rules, assumptions } =
      compiled.declaration;
    const named = [parameters, inputs, levers, outputs].flatMap((part) => Object.values(part));
    for (const { unit, meaning } of named) expect(unit && meaning).not.toBe('');
    for (const { meaning } of [...modules, ...rules]) expect(meaning).not.toBe('');
    expect(assumptions.length).toBeGreaterThan(0);
  });

  it('runs from its defaults without a failure, the same every time', () => {
    const first = ask(compiled, asked);
    expect(first.failures).toEqual([]);
    const again = ask(compiled, asked);
    for (const output of Object.keys(compiled.declaration.outputs))
      expect(again.column(output, 20)).toEqual(first.column(output, 20));
  });

  it('follows its own data in a filter and forecasts without a failure', () => {
    const truth = ask(compiled, { ...asked, seed: 99 });
    const outputs = Object.keys(compiled.declaration.outputs);
    const observed = Object.fromEntries(
      outputs.map((output) => [
        output,
        Array.from({ length: 21 }, (_, row) => truth.column(output, row)[0]!),
      ]),
    );
    const mode = { kind: 'forecast', origin: 10 } as const;
    const { failures, row } = ask(compiled, { ...asked, observed, mode });
    expect(failures).toEqual([]);
    expect(row(0, 9)).toHaveLength(outputs.length);
  });
});
