/** Levers to look for policies of. */
import type { LeverContext } from '../../../engine/decide/policies/lever-context.ts';

const occupied = {
  name: 'occupied',
  words: 'occupied beds',
  meaning: 'occupied beds',
  unit: 'patients',
  kind: 'count',
  observed: { low: 10, mean: 20, high: 40, last: 25 },
} as const;

const watchOccupied = {
  terms: [{ output: 'occupied', weight: 1 }],
  ...{ delay: 0, window: 1, underway: 0 },
};

/** Extra beds beside the model, 28 days ahead from 1 July 2024. */
export const extraBeds: LeverContext = {
  ...{ name: 'extra', kind: 'resource', words: 'beds', unit: 'beds' },
  ...{ low: 0, high: 12, default: 0, integer: true, recorded: null, isOrder: false, serves: null },
  watches: [{ watch: watchOccupied, words: 'occupied beds' }],
  outputs: [
    occupied,
    { ...occupied, name: 'waiting', words: 'patients waiting', observed: null },
    { ...occupied, name: 'load', words: 'load', unit: '1', kind: 'proportion' },
  ],
  ...{ horizon: 28, timeUnit: 'day', firstRow: 182 },
  dates: Array.from({ length: 210 }, (_, row) =>
    new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10),
  ),
};

/** What is ordered each day of a stock with a lead time of 2 days, undated. */
export const orders: LeverContext = {
  ...extraBeds,
  ...{ name: 'order', kind: 'lever', words: 'quantity ordered', unit: 'items' },
  ...{ low: 0, high: 50, default: 4, integer: true, recorded: 6, isOrder: true },
  watches: [
    {
      watch: {
        terms: [
          { output: 'stock', weight: 1 },
          { output: 'backlog', weight: -1 },
        ],
        ...{ delay: 0, window: 1, underway: 2 },
      },
      words: '',
    },
  ],
  outputs: [
    { ...occupied, name: 'stock', words: 'stock', unit: 'items' },
    { ...occupied, name: 'backlog', words: 'backlog', unit: 'items' },
  ],
  ...{ firstRow: 60, dates: null },
};
