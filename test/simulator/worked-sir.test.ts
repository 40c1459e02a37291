import { describe, expect, it } from 'vitest';
import { ask, compileWorked, varianceOf, zOfMean } from './worked.ts';

const sir = compileWorked('sir');

describe('the worked epidemic', () => {
  it('makes one step with binomial infections and recoveries, both from the state of the morning', () => {
    const replications = 40_000;
    const [S, I, R] = [90, 10, 0];
    const { column, failures } = ask(sir, {
      steps: 1,
      observed: { S, I, R },
      replications,
      mode: { kind: 'one-step' },
    });
    expect(failures).toEqual([]);
    const p = 1 - Math.exp((-0.5 * I) / 100);
    const infections = column('S', 0).map((after) => S - after);
    const recoveries = column('R', 0);
    expect(Math.abs(zOfMean(infections, S * p))).toBeLessThan(4);
    expect(Math.abs(zOfMean(recoveries, I * 0.1))).toBeLessThan(4);
    // The variance of a sample variance of so many draws is about 2 / n of its square.
    const near = 4 * Math.sqrt(2.5 / replications);
    expect(Math.abs(varianceOf(infections) / (S * p * (1 - p)) - 1)).toBeLessThan(near);
    expect(Math.abs(varianceOf(recoveries) / (I * 0.1 * 0.9) - 1)).toBeLessThan(near);
    // Independent of each other, so I has both variances.
    const spread = S * p * (1 - p) + I * 0.1 * 0.9;
    expect(Math.abs(varianceOf(column('I', 0)) / spread - 1)).toBeLessThan(near);
  });

  it('keeps everybody', () => {
    const { row, failures } = ask(sir, {
      steps: 60,
      observed: { S: 75, I: 3, R: 0 },
      replications: 50,
    });
    expect(failures).toEqual([]);
    for (let run = 0; run < 50; run++)
      for (let t = 0; t <= 60; t++)
        expect(row(run, t).reduce((sum, people) => sum + people, 0)).toBe(78);
  });

  it('stands still when nobody is infectious', () => {
    const { row } = ask(sir, { steps: 5, observed: { S: 75, I: 0, R: 4 } });
    expect(row(0, 5)).toEqual([75, 0, 4]);
  });

  it('is slowed by a dated lockdown only while it lasts', () => {
    const request = { steps: 40, observed: { S: 990, I: 10, R: 0 }, replications: 100 };
    const free = ask(sir, request);
    const locked = ask(sir, {
      ...request,
      interventions: [{ kind: 'scale-parameter', parameter: 'beta', value: 0.1, from: 11, to: 30 }],
    });
    // The same draws up to the day before.
    expect(locked.column('S', 10)).toEqual(free.column('S', 10));
    expect(zOfMean(locked.column('S', 30), 0)).toBeGreaterThan(zOfMean(free.column('S', 30), 0));
    const saved = locked.column('S', 30).map((left, run) => left - free.column('S', 30)[run]!);
    expect(zOfMean(saved, 0)).toBeGreaterThan(10);
  });

  it('draws the same recoveries from the same people when infection is switched off', () => {
    const request = { steps: 1, observed: { S: 90, I: 10, R: 0 }, replications: 200 };
    const off = { kind: 'disable-module', module: 'infection', from: 1, to: 1 } as const;
    const without = ask(sir, { ...request, interventions: [off] });
    expect(without.column('R', 1)).toEqual(ask(sir, request).column('R', 1));
    expect(without.column('S', 1).every((people) => people === 90)).toBe(true);
  });

  it('tells which part of the start row was not observed', () => {
    const { failures } = ask(sir, { steps: 3, observed: { S: 90, I: 10 } });
    expect(failures).toEqual([
      {
        run: 0,
        step: 0,
        module: 'start',
        reason: 'missing-input',
        detail: 'output R is not observed in row 0',
      },
    ]);
  });
});
