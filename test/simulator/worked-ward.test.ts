import { describe, expect, it } from 'vitest';
import { ask, compileWorked, meanOf, varianceOf, zOfMean } from './worked.ts';

const ward = compileWorked('ward');
/** The same ward with exponential stays. */
const exponential = compileWorked('ward', (text) =>
  text
    .replaceAll(
      /random\.lognormal\(logMean\(parameters\), (parameters\.)?spread\)/g,
      'random.exponential(1 / parameters.stay)',
    )
    .replace('random.uniform() * whole', 'random.exponential(1 / parameters.stay)'),
);

describe('the worked ward', () => {
  it('has Poisson occupancy when there is a bed for everybody (M/G/infinity)', () => {
    const { column, failures } = ask(ward, {
      steps: 80,
      replications: 1500,
      parameters: { arrivals: 8, stay: 5, spread: 0.9 },
      observed: { occupied: 40, waiting: 0 },
      levers: { beds: 100_000 },
    });
    expect(failures).toEqual([]);
    const occupied = column('occupied', 80);
    expect(Math.abs(zOfMean(occupied, 40))).toBeLessThan(4);
    expect(Math.abs(varianceOf(occupied) / 40 - 1)).toBeLessThan(4 * Math.sqrt(2 / 1500));
    expect(Math.max(...column('waiting', 80))).toBe(0);
  });

  it('stays in equilibrium from the first day when it starts there', () => {
    const { column } = ask(ward, {
      steps: 3,
      replications: 2000,
      parameters: { arrivals: 8, stay: 5, spread: 0.9 },
      observed: { occupied: 40, waiting: 0 },
      levers: { beds: 100_000 },
    });
    for (const day of [1, 2, 3])
      expect(Math.abs(zOfMean(column('occupied', day), 40))).toBeLessThan(4);
  });

  it('turns away the share of the Erlang B formula when nobody can wait, whatever the stays', () => {
    const beds = 12;
    const { column, failures } = ask(ward, {
      steps: 200,
      replications: 60,
      parameters: { arrivals: 5, stay: 2, spread: 0.8 },
      observed: { occupied: 10, waiting: 0 },
      levers: { beds, places: 0 },
    });
    expect(failures).toEqual([]);
    const shares = Array.from({ length: 60 }, (_, run) => run).map((run) => {
      let [turnedAway, arrived] = [0, 0];
      for (let t = 20; t <= 200; t++) {
        turnedAway += column('turnedAway', t)[run]!;
        arrived += column('arrived', t)[run]!;
      }
      return turnedAway / arrived;
    });
    expect(Math.abs(zOfMean(shares, erlangB(10, beds)))).toBeLessThan(4);
    expect(meanOf(shares)).toBeCloseTo(erlangB(10, beds), 2);
  });

  it('makes wait as the Erlang C formula says, with exponential stays', () => {
    const [beds, load] = [12, 9];
    const { column, failures } = ask(exponential, {
      steps: 400,
      replications: 60,
      parameters: { arrivals: 9, stay: 1 },
      observed: { occupied: 9, waiting: 0 },
      levers: { beds },
    });
    expect(failures).toEqual([]);
    const waiting = Array.from({ length: 60 }, (_, run) => {
      let sum = 0;
      for (let t = 41; t <= 400; t++) sum += column('waiting', t)[run]!;
      return sum / 360;
    });
    const blocked = erlangB(load, beds);
    const waits = blocked / (1 - (load / beds) * (1 - blocked));
    // Mean queue of M/M/c.
    expect(Math.abs(zOfMean(waiting, (waits * load) / (beds - load)))).toBeLessThan(4);
  });

  it('handles thousands of patients', () => {
    const { column, failures } = ask(ward, {
      steps: 30,
      parameters: { arrivals: 1000, stay: 6, spread: 0.5 },
      observed: { occupied: 6000, waiting: 0 },
      levers: { beds: 6100 },
    });
    expect(failures).toEqual([]);
    expect(Math.abs(column('occupied', 30)[0]! - 6000)).toBeLessThan(400);
    expect(Math.abs(column('arrived', 30)[0]! - 1000)).toBeLessThan(160);
  });

  it('lets patients in at once when beds are added', () => {
    const schedule = [
      { from: 1, value: 5 },
      { from: 10, value: 500 },
    ];
    const { column, failures } = ask(ward, {
      steps: 10,
      parameters: { arrivals: 10, stay: 5 },
      observed: { occupied: 5, waiting: 0 },
      policies: { beds: { kind: 'schedule', entries: schedule } },
    });
    expect(failures).toEqual([]);
    expect(column('occupied', 9)).toEqual([5]);
    expect(column('waiting', 9)[0]).toBeGreaterThan(20);
    expect(column('waiting', 10)).toEqual([0]);
  });

  it('keeps running when arrivals pause', () => {
    const pause = { kind: 'disable-module', module: 'timing', from: 5, to: 8 } as const;
    const { column, failures } = ask(ward, {
      steps: 12,
      parameters: { arrivals: 20 },
      observed: { occupied: 0, waiting: 0 },
      interventions: [pause],
      replications: 20,
    });
    expect(failures).toEqual([]);
    for (const day of [5, 6, 7, 8]) expect(Math.max(...column('arrived', day))).toBe(0);
    expect(Math.abs(zOfMean(column('arrived', 9), 20))).toBeLessThan(4);
  });
});

/** Share of arrivals that find all beds taken: B(0) = 1, B(n) = a B(n - 1) / (n + a B(n - 1)). */
function erlangB(load: number, beds: number): number {
  let blocked = 1;
  for (let n = 1; n <= beds; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}
