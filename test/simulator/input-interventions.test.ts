import { describe, expect, it } from 'vitest';
import { createDriver } from '../../engine/simulator/kernel/driver.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { Intervention } from '../../engine/simulator/simulation.ts';
import { episodeOf, requestOf, toyFactory } from './toy-program.ts';

/** Shows its input. */
const screen = toyFactory(() => ({
  inputs: { rain: {}, wind: { default: 0 } },
  outputs: { rain: { kind: 'continuous' } },
  start: (_, { inputs }) => ({ rain: inputs.rain! }),
  modules: [
    {
      name: 'show',
      step: (state, { inputs }) => {
        state.rain = inputs.rain!;
      },
    },
  ],
  observe: ({ rain }) => ({ rain }),
}));

type Mode = DriverRequest['mode'];

function shown(interventions: readonly Intervention[], rain: readonly number[], mode?: Mode) {
  const observed = { rain: new Float64Array(rain.length).fill(Number.NaN) };
  const episode = episodeOf(rain.length - 1, {
    inputs: { rain: Float64Array.from(rain) },
    observed,
  });
  const request = requestOf([episode], { interventions, replications: 2, ...(mode && { mode }) });
  const { values, failures } = createDriver(screen).run(request, 0, 2);
  expect(failures).toEqual([]);
  return [[...values.slice(0, values.length / 2)], [...values.slice(values.length / 2)]];
}

const change = (kind: 'set-input' | 'scale-input' | 'add-input', value: number, from = 1, to = 3) =>
  ({ kind, input: 'rain', value, from, to }) as const;

describe('interventions on inputs', () => {
  it('set, scale and add in the rows that they name, one after the other', () => {
    const rain = [0.5, 1, 2, 3, 4];
    expect(shown([change('set-input', 9.5)], rain)[0]).toEqual([0.5, 9.5, 9.5, 9.5, 4]);
    expect(shown([change('scale-input', 2, 0, 1)], rain)[0]).toEqual([1, 2, 2, 3, 4]);
    expect(shown([change('add-input', -1, 3, 9)], rain)[0]).toEqual([0.5, 1, 2, 2, 3]);
    const both = [change('add-input', 1), change('scale-input', 3, 2, 2)];
    expect(shown(both, rain)[0]).toEqual([0.5, 2, 9, 4, 4]);
    expect(shown([...both].reverse(), rain)[0]).toEqual([0.5, 2, 7, 4, 4]);
  });

  it('keep whole counts whole, and their running total within a half of the exact one', () => {
    const rain = Array.from({ length: 201 }, (_, row) => (row * 7919) % 11);
    const [more = []] = shown([change('scale-input', 1.3, 0, 200)], rain);
    let exact = 0;
    let told = 0;
    more.forEach((value, row) => {
      exact += 1.3 * rain[row]!;
      told += value;
      expect(Number.isInteger(value)).toBe(true);
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
      expect(Math.abs(value - 1.3 * rain[row]!)).toBeLessThan(1);
    });
    expect(exact).toBeGreaterThan(1000);
    expect(shown([change('set-input', 2.5)], [1, 1, 1, 1, 1])[0]).toEqual([1, 3, 2, 3, 1]);
  });

  it('fill rows that have no value when they set, and leave them empty else', () => {
    const gap = [1, 2, Number.NaN, 4];
    expect(shown([change('set-input', 7, 2, 2)], gap)[0]).toEqual([1, 2, 7, 4]);
    expect(() => shown([change('scale-input', 7, 2, 2)], gap)).toThrow();
  });

  it('act on what is ahead of each run', () => {
    const futures = [{ rain: Float64Array.of(10, 20) }, { rain: Float64Array.of(1, 3) }];
    const mode = { kind: 'forecast', origin: 2, futures } as const;
    const rain = [5, 5, 5, Number.NaN, Number.NaN];
    expect(shown([change('scale-input', 1.5, 2, 4)], rain, mode)).toEqual([
      // Rows 2 to 4: 7.5, 15, 30 and 7.5, 1.5, 4.5, with running totals 8, 23, 53 and 8, 9, 14.
      [15, 30],
      [1, 5],
    ]);
  });

  it.each([
    [{ ...change('set-input', 1), input: 'snow' }, 'unknown input: snow'],
    [change('set-input', Number.NaN), 'value of an intervention: NaN, must be a finite number'],
    [change('set-input', 1, 0.5), 'row of an intervention: 0.5, must be whole'],
    [{ ...change('set-input', 1), kind: 'bless' }, 'unknown intervention: bless'],
  ])('refuse what does not fit: %j', (one, message) => {
    expect(() => shown([one as Intervention], [0, 0])).toThrow(message);
  });
});
