import { describe, expect, it } from 'vitest';
import {
  choosable,
  type FrontPoint,
  frontRange,
  sizeShares,
} from '../../../renderer/charts/front.ts';
import { frontFigure } from '../../../renderer/charts/front-figure.ts';
import { axisRange, isLeft, withBrush } from '../../../renderer/charts/parallel.ts';
import { stepsFigure } from '../../../renderer/charts/steps-figure.ts';
import { cellEdges, classBounds, classOf, contour } from '../../../renderer/charts/surface.ts';
import { surfaceFigure } from '../../../renderer/charts/surface-figure.ts';
import { tornadoFigure } from '../../../renderer/charts/tornado-figure.ts';
import { LOOK } from './look.ts';

const point = (id: string, kind: FrontPoint['kind'], x: number, y: number): FrontPoint => ({
  ...{ id, name: id, kind, x, y },
});

describe('a trade-off front', () => {
  const points = [
    point('far', 'unfit', 900, 900),
    point('b', 'front', 4, 1),
    point('a', 'front', 1, 4),
    point('n', 'do-nothing', 0, 9),
    point('broken', 'front', Number.NaN, 2),
    point('o', 'other', 5, 5),
  ];

  it('lets those be chosen that are compromises or yardsticks, from left to right', () => {
    expect(choosable(points).map(({ id }) => id)).toEqual(['n', 'a', 'b']);
  });

  it('leaves room at the better end, and cuts off what nobody would choose', () => {
    const many = [
      ...points,
      ...Array.from({ length: 60 }, (_, i) => point(`o${i}`, 'other', 3, 3)),
    ];
    const [low, high] = frontRange(many, 'x', { better: 'lower' });
    expect(high).toBeLessThan(10);
    expect(-low).toBeGreaterThan(high - 5);
    const [, most] = frontRange(many, 'x', { better: 'higher' });
    expect(most).toBeGreaterThan(high);
  });

  it('never promises more than all outcomes', () => {
    const shares = [point('a', 'front', 1, 100), point('b', 'front', 2, 40)];
    const [low, high] = frontRange(shares, 'y', { better: 'higher', within: [0, 100] });
    expect(high).toBeLessThan(104);
    expect(low).toBeGreaterThan(30);
    expect(frontRange([], 'y', { better: 'higher', within: [0, 100] })).toEqual([0, 100]);
  });

  it('tells a third wish by size, from the least to the most', () => {
    const sized = [1, 3, undefined, 2].map((size, i) => ({
      ...point(`${i}`, 'front', i, i),
      size,
    }));
    expect(sizeShares(sized)).toEqual([0, 1, undefined, 0.5]);
    expect(sizeShares([{ ...point('a', 'front', 0, 0), size: 7 }])).toEqual([0.5]);
  });

  it('names the better corner by both axes', () => {
    const axis = { words: 'cost', unit: '€' };
    const corner = (x: 'lower' | 'higher', y: 'lower' | 'higher' | 'neither') =>
      frontFigure(
        { points, x: { ...axis, better: x }, y: { ...axis, better: y } },
        LOOK,
      ).layout.annotations?.find(({ text }) => text?.includes('better'));
    expect(corner('lower', 'lower')).toMatchObject({ x: 0, y: 0 });
    expect(corner('higher', 'lower')).toMatchObject({ x: 1, y: 0 });
    expect(corner('lower', 'higher')).toMatchObject({ x: 0, y: 1 });
    expect(corner('lower', 'neither')?.text).toBe('<b>\u2190 better</b>');
  });
});

describe('parallel coordinates', () => {
  const axes = ['a', 'b'].map((key) => ({ key, words: key, unit: '' }));
  const line = (...values: (number | null)[]) => ({ id: `${values}`, name: '', values });

  it('leave what lies within all brushes; what has no number there is out', () => {
    const lines = [line(1, 5), line(2, 6), line(3, null)];
    const left = (brushes: Parameters<typeof isLeft>[2]) =>
      lines.filter((one) => isLeft(one, axes, brushes)).map(({ values }) => values[0]);
    expect(left({})).toEqual([1, 2, 3]);
    expect(left({ a: { low: 2 } })).toEqual([2, 3]);
    expect(left({ a: { low: 2 }, b: { high: 6 } })).toEqual([2]);
  });

  it('forget a brush that is open on both sides', () => {
    const brushed = withBrush(withBrush({}, 'a', { low: 1 }), 'b', { high: 2 });
    expect(withBrush(brushed, 'a', {})).toEqual({ b: { high: 2 } });
  });

  it('have room around a number that all share', () => {
    expect(axisRange([line(10), line(10)], 0)).toEqual([9, 11]);
    expect(axisRange([line(null)], 0)).toEqual([0, 1]);
  });
});

describe('a response surface', () => {
  it('draws the line on which a plane reaches a level', () => {
    const [across, up] = [
      [0, 1, 2, 3],
      [0, 2, 4],
    ];
    // x + y: the line x + y = 3.
    const values = up.flatMap((y) => across.map((x) => x + y));
    const pieces = contour(values, across, up, 3);
    expect(pieces.length).toBeGreaterThan(2);
    for (const [x, y] of pieces.flat()) expect(x + y).toBeCloseTo(3, 12);
    expect(contour(values, across, up, 99)).toEqual([]);
  });

  it('has no line beside what broke', () => {
    expect(contour([0, Number.NaN, 1, 1], [0, 1], [0, 1], 0.5)).toEqual([]);
  });

  it('shades from the least to the most', () => {
    const bounds = classBounds([0, 70, Number.NaN]);
    expect(bounds).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
    expect([0, 9, 10, 70, Number.NaN].map((value) => classOf(value, bounds))).toEqual([
      ...[0, 0, 1, 6, undefined],
    ]);
    expect(classOf(5, classBounds([5, 5]))).toBe(0);
  });

  it('has cells that meet half-way', () => {
    expect(cellEdges([0, 2, 6])).toEqual([-1, 1, 4, 8]);
    expect(cellEdges([3])).toEqual([2.5, 3.5]);
  });

  it('marks the policy itself, and tells broken places apart', () => {
    const axis = { words: 'a', unit: '', values: [0, 1] };
    const { data } = surfaceFigure(
      {
        ...{ across: axis, up: axis, limits: [], at: { across: 0.5, up: 0.25 } },
        values: Float64Array.of(1, 2, 3, Number.NaN),
      },
      LOOK,
    );
    expect(data.at(-1)).toMatchObject({ x: [0.5], y: [0.25] });
    const cells = data.filter((trace) => 'fill' in trace && trace.fill === 'toself');
    const drawn = cells.map((trace) => ('x' in trace ? (trace.x as unknown[]).length / 6 : 0));
    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

describe('a tornado', () => {
  const end = (at: string, value: number) => ({ at, value, low: value - 1, high: value + 1 });

  it('writes each input at its own end, also where a higher one gives less', () => {
    const rows = [{ name: 'stay', low: end('5 days', 40), high: end('9 days', 20), told: true }];
    const { layout } = tornadoFigure({ rows, unit: 'beds', valueName: 'peak' }, LOOK);
    expect(layout.annotations).toMatchObject([
      { text: '5 days', x: 41, xanchor: 'left' },
      { text: '9 days', x: 19, xanchor: 'right' },
    ]);
  });
});

describe('steps', () => {
  it('hold for the whole of their day', () => {
    const { data } = stepsFigure(
      {
        ...{ x: ['2024-03-01', '2024-03-02'], name: 'beds', unit: 'beds' },
        ...{ middle: [2, 5], low: [1, 5], high: [3, 6] },
      },
      LOOK,
    );
    expect(data[1]).toMatchObject({ y: [2, 2, 5, 5] });
    expect(data[0]).toMatchObject({ y: [3, 3, 6, 6, 5, 5, 1, 1] });
  });
});
