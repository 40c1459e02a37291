import { describe, expect, it } from 'vitest';
import { bandsOf, quantileColumn, sharedRange } from '../../../renderer/charts/fan.ts';
import { fanFigure } from '../../../renderer/charts/fan-figure.ts';
import { fanTable } from '../../../renderer/charts/fan-table.ts';
import { days, LEVELS, LOOK, numbers, seededFan, type Trace, traceOf } from './look.ts';

const fan = seededFan(30, 20);
const observed = {
  x: days(0, 30),
  values: Float64Array.from({ length: 30 }, (_, i) => 40 + i / 3),
};
const heldOut = { x: days(30, 10), values: new Float64Array(10).fill(52) };

/** Upper and lower edge of a band: the polygon goes there along the top and back along the bottom. */
function edges({ x, y }: Trace) {
  const values = numbers(y);
  const rows = values.length / 2;
  const back = values.slice(rows).reverse();
  return { x: (x as string[]).slice(0, rows), high: values.slice(0, rows), low: back };
}

describe('quantiles of a fan', () => {
  const two = { x: [1, 2], levels: [0.25, 0.75], quantiles: [10, 20, 30, 50] };

  it('are those that are given', () =>
    expect(quantileColumn(two, 0.75)).toEqual(Float64Array.of(20, 50)));
  it('lie on the line between two levels', () =>
    expect(quantileColumn(two, 0.5)).toEqual(Float64Array.of(15, 40)));
  it('are not made up beyond the levels', () => {
    expect(quantileColumn(two, 0.1)).toBeUndefined();
    expect(quantileColumn(two, 0.8)).toBeUndefined();
    expect(bandsOf(two).map(({ share }) => share)).toEqual([0.5]);
  });
});

describe('a fan chart', () => {
  const figure = fanFigure({ unit: 'beds', fan, observed, heldOut }, LOOK);
  const bands = ['95 % of outcomes', '80 % of outcomes', '50 % of outcomes'].map((name) =>
    edges(traceOf(figure, name)),
  );

  it('draws each band from its quantiles, on real dates', () => {
    const column = (level: number) => [...(quantileColumn(fan, level) ?? [])];
    expect(bands.map(({ low }) => low)).toEqual([0.025, 0.1, 0.25].map(column));
    expect(bands.map(({ high }) => high)).toEqual([0.975, 0.9, 0.75].map(column));
    expect(bands[0]?.x).toEqual(days(30, 20));
    expect(figure.layout.xaxis?.type).toBe('date');
  });

  it('nests the bands around the median, the widest at the back', () => {
    const median = numbers(traceOf(figure, 'median').y);
    const [outer, middle, inner] = bands;
    median.forEach((value, row) => {
      const low = [outer, middle, inner].map((band) => band?.low[row] ?? Number.NaN);
      const high = [inner, middle, outer].map((band) => band?.high[row] ?? Number.NaN);
      const inOrder = [...low, value, ...high];
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    });
    expect((figure.data as Trace[]).slice(0, 3).map(({ name }) => name)).toEqual([
      '95 % of outcomes',
      '80 % of outcomes',
      '50 % of outcomes',
    ]);
  });

  it('takes its colours from the design', () => {
    expect(traceOf(figure, 'median').line?.color).toBe(LOOK.colours.series[0]);
    expect(traceOf(figure, '95 % of outcomes').fillcolor).toBe('rgba(0, 114, 178, 0.14)');
  });

  it('marks what the model knows by full dots and days not seen by hollow ones', () => {
    expect(traceOf(figure, 'observed')).toMatchObject({
      mode: 'markers',
      marker: { color: LOOK.colours.ink },
    });
    expect(traceOf(figure, 'days not seen')).toMatchObject({
      mode: 'markers',
      marker: { color: LOOK.colours.sheet, line: { color: LOOK.colours.ink } },
    });
  });

  it('goes from half a day before the first to half a day after the last', () =>
    expect(figure.layout.xaxis?.range).toEqual([
      '2019-12-31T12:00:00.000Z',
      '2020-02-19T12:00:00.000Z',
    ]));

  it('draws the line with its words at its value, and makes room for it', () => {
    const { layout } = fanFigure(
      { unit: 'beds', fan, limit: { value: 200, words: '200 beds' } },
      LOOK,
    );
    expect(layout.shapes).toMatchObject([{ yref: 'y', y0: 200, y1: 200 }]);
    expect(layout.annotations?.map(({ text }) => text)).toEqual(['beds', '200 beds']);
    expect(layout.yaxis?.range?.[1]).toBeGreaterThan(200);
  });

  it('draws a rule where the data end', () => {
    const dataEnd = { at: '2020-01-30', words: 'last observed day' };
    const { layout } = fanFigure({ unit: 'beds', fan, observed, dataEnd }, LOOK);
    expect(layout.shapes).toMatchObject([{ xref: 'x', x0: '2020-01-30', x1: '2020-01-30' }]);
  });

  it('draws at most 20 single runs, apart from each other', () => {
    const values = Float64Array.from({ length: 30 * 20 }, (_, i) => i);
    const { y } = traceOf(
      fanFigure({ unit: '', fan, paths: { values, count: 30 } }, LOOK),
      'single runs',
    );
    const drawn = y as (number | null)[];
    expect(drawn.filter((value) => value === null)).toHaveLength(20);
    expect(drawn.slice(21, 24)).toEqual([20, 21, 22]);
  });

  it('keeps the baseline apart by dashes', () => {
    const baseline = { fan: seededFan(30, 20, 2), words: 'no change' };
    const drawn = fanFigure({ unit: '', fan, baseline }, LOOK);
    expect(traceOf(drawn, 'no change').line).toMatchObject({ dash: 'dash' });
    expect(traceOf(drawn, 'no change: 80 %').line).toMatchObject({ dash: 'dot' });
  });

  it('needs few traces, so that it is drawn at once', () => {
    const all = fanFigure(
      {
        unit: 'beds',
        fan,
        observed,
        heldOut,
        paths: { values: new Float64Array(400), count: 20 },
        baseline: { fan, words: 'before' },
        second: { ...observed, name: 'last year' },
      },
      LOOK,
    );
    expect(all.data).toHaveLength(10);
  });

  it('has fewer points than rows where the rows are too many for the screen', () => {
    const long = seededFan(0, 6000, 1, 5);
    const { x } = traceOf(fanFigure({ unit: '', fan: long }, LOOK), 'median');
    expect((x as string[]).length).toBeLessThan(3000);
    expect((x as string[]).at(-1)).toBe(long.x.at(-1));
  });
});

describe('charts that are compared', () => {
  it('share a range that holds all of them', () => {
    const [low, high] = sharedRange([fan, seededFan(0, 5)], [{ values: [-3, 120] }]);
    expect(low).toBeLessThan(-3);
    expect(high).toBeGreaterThan(120);
  });
});

describe('the table of a fan chart', () => {
  const table = fanTable({ unit: 'beds', fan, observed, heldOut }, 'beds');

  it('has a row a day, in order, and a column a number', () => {
    expect(table.rows.map(([date]) => date)).toEqual(days(0, 50));
    expect(table.columns.map(({ name }) => name)).toEqual([
      'date',
      'observed',
      'days not seen',
      'beds: median',
      '50 % from',
      '50 % to',
      '80 % from',
      '80 % to',
      '95 % from',
      '95 % to',
    ]);
  });

  it('has the numbers of its day, and nothing where there is none', () => {
    expect(table.rows[0]).toEqual(['2020-01-01', 40, ...Array(8).fill(null)]);
    const median = fan.quantiles[LEVELS.indexOf(0.5)];
    expect(table.rows[30]?.slice(0, 4)).toEqual(['2020-01-31', null, 52, median]);
  });
});
