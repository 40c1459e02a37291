import { describe, expect, it } from 'vitest';
import { ask, compileWorked, varianceOf, zOfMean } from './worked.ts';

const icu = compileWorked('icu-staged-stay');
const admissions = [0, 3, 8, 20, 45, 70, 90, 80, 60, 40, 25, 15, 8, 4, 2, 1];

describe('the worked intensive-care model', () => {
  it('has the occupancy that the two stages give by recursion', () => {
    const stay = 6;
    const steps = admissions.length - 1;
    const { column, failures } = ask(icu, {
      steps,
      parameters: { stay },
      observed: { occupied: 9 },
      inputs: { admissions },
      replications: 4000,
      noise: false,
    });
    expect(failures).toEqual([]);
    let [early, late] = [5, 4];
    const leave = 1 - Math.exp(-2 / stay);
    for (let t = 1; t <= steps; t++) {
      early += admissions[t]!;
      [early, late] = [early * (1 - leave), late * (1 - leave) + early * leave];
      expect(Math.abs(zOfMean(column('occupied', t), early + late))).toBeLessThan(4.5);
    }
  });

  it('has the mean stay that it is told, in bed days per admission', () => {
    const { column } = ask(icu, {
      steps: 120,
      parameters: { stay: 7.5 },
      observed: { occupied: 0 },
      inputs: { admissions: [0, 1000, ...new Array<number>(119).fill(0)] },
      replications: 20,
      noise: false,
    });
    const bedDays = Array.from({ length: 20 }, (_, run) =>
      Array.from({ length: 121 }, (_, t) => column('occupied', t)[run]! / 1000),
    ).map((days) => days.reduce((sum, day) => sum + day, 0));
    // Two geometric stages that share one night: near 7.5.
    const expected = 2 / (1 - Math.exp(-2 / 7.5)) - 1;
    expect(expected).toBeCloseTo(7.5, 1);
    expect(Math.abs(zOfMean(bedDays, expected))).toBeLessThan(4);
  });

  it('is counted with the error that is declared', () => {
    const asked = {
      steps: 1,
      parameters: { stay: 60, error: 15 },
      observed: { occupied: 500 },
      inputs: { admissions: [0, 0] },
      replications: 5000,
    };
    const noise = varianceOf(ask(icu, asked).column('occupied', 1));
    const exact = varianceOf(ask(icu, { ...asked, noise: false }).column('occupied', 1));
    expect(Math.abs((noise - exact) / (225 + 1 / 12) - 1)).toBeLessThan(0.1);
  });

  it('fails where an admission is missing', () => {
    const { failures } = ask(icu, {
      steps: 3,
      observed: { occupied: 9 },
      inputs: { admissions: [1, 2, Number.NaN, 4] },
    });
    expect(failures).toMatchObject([{ step: 2, module: 'inputs', reason: 'missing-input' }]);
  });
});
