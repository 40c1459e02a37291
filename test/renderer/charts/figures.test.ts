import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { agreementFigure } from '../../../renderer/charts/agreement-figure.ts';
import { barsFigure } from '../../../renderer/charts/bars-figure.ts';
import { coverageFigure } from '../../../renderer/charts/coverage-figure.ts';
import { wrapped } from '../../../renderer/charts/figure.ts';
import { pairFigure } from '../../../renderer/charts/pair-figure.ts';
import { parameterFigure, progressFigure } from '../../../renderer/charts/progress-figure.ts';
import { isOutside, rankFigure } from '../../../renderer/charts/rank-figure.ts';
import { panelsOf, seriesFigure } from '../../../renderer/charts/series-figure.ts';
import { LOOK, numbers, seededRows, type Trace, traceOf } from './look.ts';

describe('observed series', () => {
  it('share a panel by unit; each panel has its unit above', () => {
    const { data, layout } = seriesFigure(seededRows(['beds', 'patients/day', 'beds']), LOOK, []);
    const axes = (data as Trace[]).map(({ name, yaxis }) => `${name} ${yaxis}`);
    expect([...new Set(axes)]).toEqual(['series 1 y', 'series 3 y', 'series 2 y2']);
    expect(layout.annotations?.map(({ text }) => text).slice(0, 2)).toEqual([
      'beds',
      'patients/day',
    ]);
  });

  it('each have a panel where there are many, on one scale', () => {
    const rows = seededRows(['beds', 'beds', 'beds', 'beds', 'beds', 'staff']);
    const { layout } = seriesFigure(rows, LOOK, []);
    expect(panelsOf(rows.series).map(({ words }) => words)).toContain('series 6 (staff)');
    expect(layout.yaxis?.range).toEqual(layout.yaxis5?.range);
    expect(layout.yaxis?.range).not.toEqual(layout.yaxis6?.range);
  });

  it('are hollow and shaded where they are kept for the check', () => {
    const { data, layout } = seriesFigure(seededRows(['beds']), LOOK, []);
    const [seen, kept] = data as Trace[];
    expect(seen?.marker?.color).toBe(LOOK.colours.series[0]);
    expect(kept?.marker?.color).toBe(LOOK.colours.sheet);
    expect(kept?.x).toHaveLength(11);
    expect(layout.shapes?.[0]).toMatchObject({
      type: 'rect',
      x0: '2020-02-19T12:00:00.000Z',
      x1: '2020-02-29T12:00:00.000Z',
      fillcolor: LOOK.colours.kept,
    });
  });

  it('are pointed at where rows are marked, neighbours together', () => {
    const { layout } = seriesFigure(seededRows(['beds'], 60, 60), LOOK, [4, 2, 3, 9]);
    const shades = layout.shapes?.map(({ x0, x1 }) => [x0, x1]);
    expect(shades).toEqual([
      ['2020-01-02T12:00:00.000Z', '2020-01-05T12:00:00.000Z'],
      ['2020-01-09T12:00:00.000Z', '2020-01-10T12:00:00.000Z'],
    ]);
  });

  it('keep a gap where a value is missing', () => {
    const rows = seededRows(['beds'], 60, 60);
    rows.series[0]?.values.fill(Number.NaN, 7, 8);
    const figure = seriesFigure(rows, LOOK, []);
    expect((traceOf(figure, 'series 1').y as unknown[])[7]).toBeNull();
  });
});

describe('what falls while a run goes on', () => {
  const words = { xName: 'simulated runs', yName: 'best error so far', unit: '' };
  const points = [8, 2, 0.5].map((value, i) => ({ done: 100 * i, value }));

  it('is drawn on a logarithmic scale if wanted', () =>
    expect(progressFigure(points, words, true, LOOK).layout.yaxis?.type).toBe('log'));
  it('but not where it reaches zero', () => {
    const toZero = [...points, { done: 300, value: 0 }];
    expect(progressFigure(toZero, words, true, LOOK).layout.yaxis?.type).toBeUndefined();
  });
  it('of a number is drawn with the spread in which it is searched', () => {
    const trace = points.map((point) => ({
      ...point,
      low: point.value - 1,
      high: point.value + 1,
    }));
    const figure = parameterFigure(trace, { name: 'stay', unit: 'days', xName: 'runs' }, LOOK);
    expect(traceOf(figure, 'still searched').y).toEqual([9, 3, 1.5, -0.5, 1, 7]);
  });
});

describe('numbers two by two', () => {
  const random = openRandom(3, 'charts', 0);
  const draw = () => Float64Array.from({ length: 500 }, () => random.normal());
  const parameters = ['a', 'b', 'c'].map((name) => ({ name, unit: 'days', values: draw() }));
  const { data, layout } = pairFigure(
    [{ ...parameters[0], prior: draw(), best: 0.1 }, ...parameters.slice(1)] as typeof parameters,
    LOOK,
  );

  it('fill the lower triangle: alone on the diagonal, two lines for each pair', () => {
    const alone = (data as Trace[]).filter(({ fill }) => fill === 'tozeroy');
    const lines = (data as Trace[]).filter(({ name }) => name?.endsWith('of the pairs'));
    expect(alone.map(({ xaxis }) => xaxis)).toEqual(['x', 'x3', 'x6']);
    expect(lines.map(({ xaxis }) => xaxis)).toEqual(['x2', 'x2', 'x4', 'x4', 'x5', 'x5']);
  });

  it('have one scale in each column and row', () => {
    expect(layout.xaxis?.range).toEqual(layout.xaxis4?.range);
    expect(layout.yaxis4?.range).toEqual(layout.yaxis5?.range);
    expect(layout.xaxis5?.range).toEqual(layout.xaxis3?.range);
  });

  it('show what was possible before as a thin dashed line, where it is known', () => {
    const before = (data as Trace[]).filter(({ name }) => name === 'possible before');
    expect(before).toHaveLength(1);
    expect(before[0]?.line).toMatchObject({ width: 1, dash: 'dash' });
  });

  it('have their names and units below', () =>
    expect(layout.xaxis6?.title).toMatchObject({ text: 'c (days)' }));
});

describe('claimed against found', () => {
  const curve = (levels: number[]) => ({
    name: 'beds',
    levels,
    covered: levels.map((level) => level - 0.1),
    low: levels.map((level) => level - 0.05),
    high: levels.map((level) => level + 0.05),
  });

  it('is a point with its range for each of a few levels', () => {
    const { data } = coverageFigure([curve([0.5, 0.8, 0.95])], LOOK);
    expect(data).toMatchObject([
      { x: [0, 1], y: [0, 1] },
      { mode: 'lines' },
      {
        mode: 'markers',
        text: ['claimed 50 %, held 40 %', 'claimed 80 %, held 70 %', 'claimed 95 %, held 85 %'],
      },
    ]);
    expect(numbers((data as Trace[])[1]?.y).slice(0, 2)).toEqual([0.45, 0.55]);
  });

  it('is a line in its band for many', () => {
    const { data } = coverageFigure(
      [curve(Array.from({ length: 19 }, (_, i) => (i + 1) / 20))],
      LOOK,
    );
    expect(data).toMatchObject([{}, { fill: 'toself' }, { mode: 'lines' }]);
  });
});

describe('ranks of the truth', () => {
  const check = { name: 'stay', places: [0, 0.5, 1], low: [0, -0.1, 0], high: [0, 0.1, 0] };
  const inside = { ...check, difference: [0, 0.09, 0] };
  const outside = { ...check, difference: [0, -0.11, 0] };

  it('are outside where they leave the band', () => {
    expect(isOutside(inside)).toBe(false);
    expect(isOutside(outside)).toBe(true);
  });
  it('are drawn in percent over the band, thicker where they leave it', () => {
    const { data } = rankFigure([inside, outside], LOOK);
    expect(data).toMatchObject([
      { fill: 'toself', y: [0, 10, 0, 0, -10, 0] },
      { y: [0, 9, 0], line: { width: 1.5, dash: 'solid' } },
      { y: [0, -11, 0], line: { width: 2.5, dash: 'dash' } },
    ]);
  });
});

describe('predicted and observed', () => {
  it('have the same scale, so that the diagonal is where they agree', () => {
    const points = [{ observed: 10, predicted: 14, low: 8, high: 20, label: '2020-01-01' }];
    const figure = agreementFigure(points, 'beds', LOOK);
    expect(figure.layout.xaxis?.range).toEqual(figure.layout.yaxis?.range);
    expect(traceOf(figure, 'the same').x).toEqual(figure.layout.xaxis?.range);
    expect(traceOf(figure, 'predicted')).toMatchObject({ x: [10], y: [14] });
    expect(traceOf(figure, 'range')).toMatchObject({ x: [10, 10, null], y: [8, 20, null] });
  });
});

describe('bars', () => {
  const rows = [
    { name: 'this_model', value: 3, low: 2, high: 4, isMain: true },
    { name: 'last value', value: 5 },
  ];
  const { data, layout } = barsFigure({ rows, unit: 'beds', valueName: 'typical error' }, LOOK);

  it('begin at zero and end at their value, the first one on top', () => {
    expect(data[0]).toMatchObject({ x: [0, 3, 3, 0, 0, null], fillcolor: LOOK.colours.series[0] });
    expect(data[1]).toMatchObject({ x: [0, 5, 5, 0, 0, null] });
    expect(layout.yaxis).toMatchObject({
      range: [1.5, -0.5],
      ticktext: ['this model', 'last value'],
    });
  });

  it('have their number beyond their end, and beyond their range', () =>
    expect(layout.annotations).toMatchObject([
      { x: 4, text: '<b>3</b>' },
      { x: 5, text: '5' },
    ]));

  it('leave long names in two lines', () =>
    expect(wrapped('the mean of all earlier days of the record', 20)).toBe(
      'the mean of all<br>earlier days of the…',
    ));
});
