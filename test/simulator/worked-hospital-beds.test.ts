import { describe, expect, it } from 'vitest';
import { ask, compileWorked, zOfMean } from './worked.ts';

const hospital = compileWorked('hospital-beds');
const [DAY, ICU, STANDARD, FIRST, SECOND, THIRD, ALL] = [0, 1, 2, 3, 4, 5, 6];
const noDeaths = {
  ...{ deathBase0: 0, deathBase1: 0, deathBase2: 0 },
  ...{ deathRise0: 0, deathRise1: 0, deathRise2: 0 },
};

describe('the worked hospital', () => {
  it('starts empty, counts its days, and never holds more patients than beds', () => {
    const replications = 100;
    const { row, failures } = ask(hospital, {
      steps: 60,
      replications,
      parameters: { arrivals0: 3, arrivals1: 4 },
    });
    expect(failures).toEqual([]);
    let full = 0;
    for (let run = 0; run < replications; run++) {
      expect(row(run, 0)).toEqual([0, 0, 0, 0, 0, 0, 0]);
      for (let t = 1; t <= 60; t++) {
        const now = row(run, t);
        expect(now[DAY]).toBe(t);
        expect(now[ICU]).toBeLessThanOrEqual(5);
        expect(now[STANDARD]).toBeLessThanOrEqual(20);
        expect(now[ICU]! + now[STANDARD]!).toBe(now[ALL]);
        expect(now[FIRST]! + now[SECOND]! + now[THIRD]!).toBe(now[ALL]);
        if (now[ALL] === 25) full++;
      }
    }
    expect(full).toBeGreaterThan(500);
  });

  it('gives intensive-care beds first to diseases 0 and 1, standard beds first to disease 2', () => {
    const alone = (disease: number) => ({
      ...{ arrivals0: 0, arrivals1: 0, arrivals2: 0 },
      [`arrivals${disease}`]: 200,
    });
    for (const disease of [0, 1, 2]) {
      const small = { icuBeds: 3, standardBeds: 0 };
      const { row } = ask(hospital, { steps: 1, parameters: alone(disease), levers: small });
      // The second choice is taken when the first has no bed.
      expect(row(0, 1).slice(ICU, STANDARD + 1)).toEqual([3, 0]);
    }
    const few = { ...alone(2), arrivals2: 2 };
    const { column } = ask(hospital, { steps: 1, parameters: few, replications: 100 });
    expect(Math.max(...column('icu', 1))).toBe(0);
    const toIcu = ask(hospital, {
      steps: 1,
      parameters: { ...alone(0), arrivals0: 1 },
      replications: 100,
    });
    expect(Math.max(...toIcu.column('icu', 1))).toBeGreaterThan(1);
    // Standard beds only when all five are taken.
    toIcu.column('standard', 1).forEach((standard, run) => {
      if (standard > 0) expect(toIcu.column('icu', 1)[run]).toBe(5);
    });
  });

  it('has arrivals times mean stay in beds when there is room and nobody dies', () => {
    const replications = 2000;
    const { column, failures } = ask(hospital, {
      steps: 30,
      replications,
      parameters: noDeaths,
      levers: { icuBeds: 100, standardBeds: 500 },
    });
    expect(failures).toEqual([]);
    // A patient counts at the end of the day of arrival and of each further day: the whole days of the stay.
    const expected = [1, 2, 1.5].map((rate, i) => rate * meanWholeStay([5, 6, 4][i]!));
    expect(Math.abs(zOfMean(column('patients0', 30), expected[0]!))).toBeLessThan(4);
    expect(Math.abs(zOfMean(column('patients1', 30), expected[1]!))).toBeLessThan(4);
    expect(Math.abs(zOfMean(column('patients2', 30), expected[2]!))).toBeLessThan(4);
  });

  it('lets a share die that rises with the day in hospital', () => {
    const replications = 4000;
    // One day of arrivals, then nobody more: who is there on day 2 has survived day 1 in hospital.
    const { column } = ask(hospital, {
      steps: 3,
      replications,
      parameters: {
        ...{ arrivals0: 20, arrivals1: 0, arrivals2: 0, stay0: 15 },
        ...{ deathBase0: 0.02, deathRise0: 0.05 },
      },
      levers: { icuBeds: 100, standardBeds: 500 },
      interventions: [{ kind: 'disable-module', module: 'arrivals', from: 2, to: 3 }],
    });
    const came = column('patients', 1);
    const second = column('patients', 2).map((left, run) => left - came[run]! * (1 - 0.07));
    expect(Math.abs(zOfMean(second, 0))).toBeLessThan(4);
    const third = column('patients', 3).map(
      (left, run) => left - column('patients', 2)[run]! * (1 - 0.12),
    );
    expect(Math.abs(zOfMean(third, 0))).toBeLessThan(4);
  });

  it('starts from the patients that were observed', () => {
    const { row, failures } = ask(hospital, {
      steps: 1,
      observed: {
        day: 12,
        icu: 4,
        standard: 6,
        patients0: 2,
        patients1: 5,
        patients2: 3,
        patients: 10,
      },
    });
    expect(failures).toEqual([]);
    expect(row(0, 0)).toEqual([12, 4, 6, 2, 5, 3, 10]);
  });
});

/** Mean of max(1, trunc(Normal(mean, 1))): the sum over days d >= 1 of P(stay >= d). */
function meanWholeStay(mean: number): number {
  let sum = 1;
  for (let day = 2; day < mean + 12; day++) sum += 1 - normalCdf(day - mean);
  return sum;
}

/** By Simpson's rule; good to 1e-9. */
function normalCdf(x: number): number {
  const steps = 2000;
  const width = (x + 12) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((-12 + i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}
