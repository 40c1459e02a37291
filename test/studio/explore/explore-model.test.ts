import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../engine/compute/executor.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { forecastModel } from '../../../engine/studio/forecast-model.ts';
import type { RunEntry } from '../../../engine/studio/run-entry.ts';
import { projectWithMixture } from '../mixed-ward.ts';
import { errorFrom } from '../ward.ts';
import { calibrated, explore, question } from './question.ts';

const unused: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};
const services = { executor: unused, numerics: unused, simulate: createPlainRunner() };

/** A stock without chance: every day `rate` pieces come and `sent` are sent. */
const stock = `
export default {
  contract: 1,
  title: 'Stock',
  description: 'What comes and what is sent.',
  time: { unit: 'day', step: 1 },
  parameters: { rate: { prior: { kind: 'uniform', low: 0, high: 50 }, unit: 'pieces/day', meaning: 'coming' } },
  levers: { sent: { default: 3, low: 0, high: 20, integer: true, unit: 'pieces/day', meaning: 'sent' } },
  outputs: { pieces: { unit: 'pieces', meaning: 'there', kind: 'continuous' } },
  start(row) { return { pieces: row.pieces }; },
  modules: [
    {
      name: 'flow', meaning: 'in and out', reads: ['pieces'], writes: ['pieces'],
      step(state, { parameters, levers }) { state.pieces += parameters.rate - levers.sent; },
    },
  ],
  observe(state) { return { pieces: state.pieces }; },
};
`;
/** Arrivals alone. */
const arrivals = stock
  .replace('step(state, { parameters, levers })', 'step(state, { parameters, random })')
  .replace(
    'state.pieces += parameters.rate - levers.sent;',
    'state.pieces = random.poisson(parameters.rate);',
  )
  .replace(/levers: .*\n/, '')
  .replace("kind: 'continuous'", "kind: 'count'");

/** Ten days; of the stock as it says itself with rate 5, from 100. */
const days = (value: (day: number) => number) =>
  `date,pieces\n${Array.from({ length: 10 }, (_, i) => `2021-03-${String(i + 1).padStart(2, '0')},${value(i)}\n`).join('')}`;
const known = () =>
  calibrated(
    stock,
    days((day) => 100 + 2 * day),
    { name: 'rate', values: [5], output: 'pieces' },
  );

async function levels(more: Parameters<typeof question>[1]): Promise<number[]> {
  const { project, simulator } = await known();
  const { trajectories } = await explore(
    project,
    question({ kind: 'simulator', simulator }, { runs: 1, ...more }),
  );
  const [{ outputs, rows }] = trajectories as [(typeof trajectories)[number]];
  const width = 9;
  return Array.from({ length: rows }, (_, row) => outputs[0]?.quantiles[row * width + 4] ?? 0);
}

describe('a question about the days ahead', () => {
  it('has the answer of the forecast that asks the same', async () => {
    const { project, simulator } = await calibrated();
    const { forecast, conditions, warnings } = await forecastModel(project, services, {
      ...{ seed: 3, runs: 240, particles: 10, horizon: 6, simulator },
      ...{ above: { beds: 35 }, set: { stay: 9 } },
    });
    const answer = await explore(
      project,
      question(
        { kind: 'simulator', simulator },
        { seed: 3, runs: 240, above: { beds: 35 }, set: { stay: 9 } },
      ),
    );
    const [made] = answer.trajectories;
    const [expected] = forecast.trajectories;
    const [beds] = expected?.outputs ?? [];
    expect(answer.runs).toBe(forecast.runs);
    expect([made?.first, made?.rows]).toEqual([40, 6]);
    expect(made?.dates).toEqual(expected?.dates?.slice(40));
    const fans = beds?.rows ?? [];
    const all = (of: 'value' | 'low' | 'high') =>
      fans.flatMap(({ quantiles }) => quantiles.map((quantile) => quantile[of]));
    const [told] = made?.outputs ?? [];
    expect([...(told?.mean ?? [])]).toEqual(fans.map(({ mean }) => mean));
    expect([...(told?.quantiles ?? [])]).toEqual(all('value'));
    expect([...(told?.quantilesLow ?? [])]).toEqual(all('low'));
    expect([...(told?.quantilesHigh ?? [])]).toEqual(all('high'));
    expect([...(told?.peak ?? [])]).toEqual(beds?.peak.quantiles.map(({ value }) => value));
    expect([...(told?.line?.on.value ?? [])]).toEqual(beds?.line?.on.map(({ value }) => value));
    expect([...(told?.line?.by.high ?? [])]).toEqual(beds?.line?.by.map(({ high }) => high));
    expect(answer).toMatchObject({ conditions, warnings, timeUnit: 'day' });
  });

  it('begins with the same runs however many are asked for', async () => {
    const { project, simulator } = await calibrated();
    const paths = async (runs: number, changes: ReturnType<typeof question>['changes'] = []) => {
      const subject = { kind: 'simulator', simulator } as const;
      const answer = await explore(
        project,
        question(subject, { runs, paths: 50, inputs: 'blocks', changes }),
      );
      return [answer.runs, ...(answer.trajectories[0]?.outputs[0]?.paths ?? [])];
    };
    const [few, ...first] = await paths(1);
    const [many, ...more] = await paths(2400);
    expect([few, many]).toEqual([80, 2400]);
    expect(first).toHaveLength(50 * 6);
    expect(more).toEqual(first);
    // What changes on the fifth day leaves the days before as they were, run by run.
    const [, ...changed] = await paths(80, [
      { name: 'stay', how: 'scale', value: 0.2, first: 5, last: 6 },
    ]);
    const early = (values: number[]) => values.filter((_, i) => i % 6 < 4);
    expect(early(changed)).toEqual(early(first));
    expect(changed).not.toEqual(first);
  });

  it('moves a lever on the right days', async () => {
    expect(await levels({})).toEqual([120, 122, 124, 126, 128, 130]);
    const five = { name: 'sent', how: 'set', value: 5, first: 2, last: 4 } as const;
    expect(await levels({ changes: [five] })).toEqual([120, 120, 120, 120, 122, 124]);
    expect(await levels({ set: { sent: 0 }, changes: [five] })).toEqual([
      123, 123, 123, 123, 128, 133,
    ]);
  });

  it('scales a lever from what held before, rounds it and keeps it in its bounds', async () => {
    const half = { name: 'sent', how: 'scale', value: 1.5, first: 3, last: 3 } as const;
    // 4.5 is 5; 3 x 100 is 20 at most.
    expect(await levels({ changes: [half] })).toEqual([120, 122, 122, 124, 126, 128]);
    const much = { name: 'sent', how: 'scale', value: 100, first: 6, last: 6 } as const;
    expect((await levels({ changes: [much] })).at(-1)).toBe(128 + 5 - 20);
    const four = { name: 'sent', how: 'set', value: 4, first: 1, last: 2 } as const;
    const twice = { name: 'sent', how: 'scale', value: 2, first: 2, last: 3 } as const;
    expect(await levels({ changes: [four, twice] })).toEqual([119, 116, 115, 117, 119, 121]);
  });

  it('changes a parameter on the right days, one change after the other', async () => {
    const double = { name: 'rate', how: 'scale', value: 2, first: 2, last: 3 } as const;
    expect(await levels({ changes: [double] })).toEqual([120, 127, 134, 136, 138, 140]);
    expect(await levels({ set: { rate: 3 }, changes: [double] })).toEqual([
      118, 121, 124, 124, 124, 124,
    ]);
  });

  it('doubles the mean of arrivals where their rate is doubled', async () => {
    const { project, simulator } = await calibrated(
      arrivals,
      days((day) => 20 + (day % 3)),
      { name: 'rate', values: [20], output: 'pieces' },
    );
    const twice = { name: 'rate', how: 'scale', value: 2, first: 4, last: 6 } as const;
    const runs = 2000;
    const answer = await explore(
      project,
      question({ kind: 'simulator', simulator }, { runs, changes: [twice] }),
    );
    const [pieces] = answer.trajectories[0]?.outputs ?? [];
    [20, 20, 20, 40, 40, 40].forEach((mean, row) => {
      // Four standard errors of a Poisson mean.
      expect(Math.abs((pieces?.mean[row] ?? 0) - mean)).toBeLessThan(4 * Math.sqrt(mean / runs));
    });
    expect(answer.conditions).toContain('From 2021-03-14 to 2021-03-16: rate times 2.');
  });

  it('is refused where the model does not have what it names', async () => {
    const { project, simulator } = await known();
    const change = { name: 'sent', how: 'set', value: 1, first: 1, last: 1 } as const;
    const refused = [
      [{ set: { speed: 1 } }, 'no speed'],
      [{ changes: [{ ...change, name: 'speed' }] }, 'no speed'],
      [{ above: { beds: 1 } }, 'no beds'],
      [{ changes: [{ ...change, last: 7 }] }, 'change of sent: day 7 is after the last one of 6'],
      [{ changes: [{ ...change, first: 3, last: 2 }] }, 'change of sent: ends (day 2) before'],
      [{ mode: 'fit', changes: [change] }, 'change of sent: a fit has no days ahead'],
    ] as const;
    for (const [more, message] of refused) {
      const asked = question(
        { kind: 'simulator', simulator },
        { ...more, changes: [...(('changes' in more && more.changes) || [])] },
      );
      const error = await errorFrom(explore(project, asked));
      expect(error).toMatchObject({ code: 'bad-option', hint: expect.any(String) });
      expect((error as Error).message).toContain(message);
    }
  });

  it('says how many runs would fit where they are too many', async () => {
    const { project, simulator } = await known();
    const asked = question({ kind: 'simulator', simulator }, { runs: 20_010, horizon: 2000 });
    const error = await errorFrom(explore(project, asked));
    expect(error).toMatchObject({
      code: 'bad-option',
      hint: 'At most 20000 runs of so many rows fit: ask for fewer runs, or look less far ahead.',
    });
  });
});

describe('a question about the days of the data', () => {
  it('runs from the first row, told nothing else', async () => {
    const expected = Array.from({ length: 10 }, (_, day) => 100 + 2 * day);
    expect(await levels({ mode: 'fit' })).toEqual(expected);
    const faster = await levels({ mode: 'fit', set: { rate: 8, sent: 0 } });
    expect(faster).toEqual(expected.map((_, day) => 100 + 8 * day));
  });

  it('covers all rows, and has just as many runs as were asked for', async () => {
    const { project, simulator } = await calibrated();
    const subject = { kind: 'simulator', simulator } as const;
    const made = async (runs: number) =>
      explore(project, question(subject, { mode: 'fit', runs, paths: 7 }));
    const [few, many] = [await made(7), await made(333)];
    expect([few.runs, many.runs]).toEqual([7, 333]);
    expect(few.trajectories[0]).toMatchObject({ first: 0, rows: 40, failures: null });
    expect(few.trajectories[0]?.dates).toHaveLength(40);
    expect(few.trajectories[0]?.outputs[0]?.paths).toEqual(many.trajectories[0]?.outputs[0]?.paths);
  });
});

describe('a question to structures with weights', () => {
  it('is answered by the runs of all, each with its share', async () => {
    const { project, run } = await projectWithMixture([
      { of: 'ward', weight: 0.75, stay: 4 },
      { of: 'leaving', weight: 0.25, stay: 40 },
    ]);
    // After 20 days of some 5 admissions about 20 beds with stays of 4 days, and far more with stays of 40.
    const above = { beds: 50 };
    const both = question(
      { kind: 'mixture', run },
      { runs: 400, horizon: 20, inputs: 'last', above },
    );
    const answer = await explore(project, both);
    const [beds] = answer.trajectories[0]?.outputs ?? [];
    expect(beds?.line?.on.value[19]).toBe(0.25);
    expect(answer.warnings).toContain('The weights rest on few days.');
    const fitted = await explore(project, { ...both, mode: 'fit' });
    expect(fitted.trajectories[0]?.outputs[0]?.line?.on.value[39]).toBe(0.25);
    const set = { ...both, set: { stay: 5 } };
    expect((await explore(project, set)).conditions).toContain(
      'stay = 5: not known to Leaving; there it changes nothing.',
    );
  });
});

describe('a question to a structure of a search that goes on', () => {
  it('is answered with the numbers that it has so far', async () => {
    const { project } = await known();
    const writer = await project.startRun({
      kind: 'discover',
      seed: 1,
      inputs: {},
      data: ['census'],
    });
    const log = ({ event, ...details }: RunEntry) => writer.log(event, details);
    const words = { words: [], assumptions: [], rationale: '' };
    await log({
      event: 'round-start',
      round: 1,
      candidates: [{ id: 'c1', proposer: 'composer', parent: null, source: stock, ...words }],
      decisions: [],
      heeded: 0,
    });
    const asked = question({ kind: 'candidate', run: writer.id, candidate: 'c1' });
    expect(await errorFrom(explore(project, asked))).toMatchObject({ code: 'no-calibration' });
    const parameters = [{ name: 'rate', value: 4, unit: 'pieces/day' }];
    await log({ event: 'candidate', id: 'c1', score: 1, parameters, facts: [], reason: null });
    const { trajectories } = await explore(project, asked);
    // Ten days of 4 - 3 from 100, and on from there.
    expect([...(trajectories[0]?.outputs[0]?.mean ?? [])]).toEqual([110, 111, 112, 113, 114, 115]);
    const other = question({ kind: 'candidate', run: writer.id, candidate: 'c2' });
    expect(await errorFrom(explore(project, other))).toMatchObject({ code: 'bad-option' });
  });
});
