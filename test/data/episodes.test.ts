import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { episodesOf, type SeriesDeclaration } from '../../engine/data/episodes.ts';

const series = (name: string, column: string) =>
  ({ name, column, role: 'stock', use: 'output', unit: '', kind: 'count' }) as const;

const dataset: Dataset = {
  timeUnit: 'day',
  series: [series('icu_beds', 'ICU beds'), series('new', 'new')],
  trajectories: [
    {
      id: 'north',
      rows: 3,
      dates: ['2020-03-01', '2020-03-02', '2020-03-03'],
      values: { icu_beds: Float64Array.of(1, 2, Number.NaN), new: Float64Array.of(0, 4, 5) },
    },
    {
      id: 'south',
      rows: 2,
      values: { icu_beds: Float64Array.of(7, 8), new: Float64Array.of(1, 1) },
    },
  ],
};

const text = { unit: '', meaning: '' };
const output = (column?: string) => ({
  ...text,
  kind: 'count' as const,
  ...(column && { column }),
});

function declare(part: Partial<SeriesDeclaration>): SeriesDeclaration {
  return { outputs: { occupied: output('ICU beds') }, inputs: {}, levers: {}, ...part };
}

describe('episodes of a dataset', () => {
  it('are its trajectories under the names of the simulator, by column or by own name', () => {
    const episodes = episodesOf(dataset, declare({ inputs: { new: text } }));
    expect(episodes).toEqual([
      {
        id: 'north',
        steps: 2,
        observed: { occupied: Float64Array.of(1, 2, Number.NaN) },
        inputs: { new: Float64Array.of(0, 4, 5) },
        levers: {},
        dates: ['2020-03-01', '2020-03-02', '2020-03-03'],
      },
      {
        id: 'south',
        steps: 1,
        observed: { occupied: Float64Array.of(7, 8) },
        inputs: { new: Float64Array.of(1, 1) },
        levers: {},
      },
    ]);
  });

  it('find a series by its name in the studio too', () => {
    const [north] = episodesOf(dataset, declare({ outputs: { icu_beds: output() } }));
    expect(north!.observed.icu_beds![1]).toBe(2);
  });

  it('leave out what may lack data: outputs, levers, inputs with a default', () => {
    const lever = { ...text, default: 1, low: 0, high: 2, integer: false };
    const [north] = episodesOf(
      dataset,
      declare({
        outputs: { occupied: output('ICU beds'), hidden: output() },
        inputs: { rain: { ...text, default: 0 } },
        levers: { beds: lever },
      }),
    );
    expect(Object.keys(north!.observed)).toEqual(['occupied']);
    expect(north!.inputs).toEqual({});
    expect(north!.levers).toEqual({});
  });

  it('refuse an input without data and say which columns there are', () => {
    expect(() => episodesOf(dataset, declare({ inputs: { admissions: text } }))).toThrow(
      expect.objectContaining({
        code: 'unknown-column',
        message: 'input admissions: column "admissions" is not in the data',
        hint: expect.stringContaining('ICU beds, new'),
      }),
    );
  });

  it('refuse a declared column that is not there', () => {
    expect(() => episodesOf(dataset, declare({ outputs: { occupied: output('beds') } }))).toThrow(
      'output occupied: column "beds" is not in the data',
    );
  });

  it('refuse data in which no output is observed', () => {
    expect(() => episodesOf(dataset, declare({ outputs: { deaths: output() } }))).toThrow(
      'outputs: none of deaths is in the data',
    );
  });

  it('refuse a trajectory of one row', () => {
    const short = { ...dataset, trajectories: [{ ...dataset.trajectories[1]!, rows: 1 }] };
    expect(() => episodesOf(short, declare({}))).toThrow('trajectory south: 1 rows');
  });
});
