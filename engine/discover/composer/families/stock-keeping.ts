import type { Setting } from '../../setting.ts';
import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import { demandBlocks } from './demands.ts';
import { noiseBlocks } from './noise.ts';
import { orderingBlocks, reviewBlocks } from './orders.ts';
import { STOCK_ORDER, stockColumns } from './stock-setting.ts';
import { supplyBlocks } from './supplies.ts';
import { underwayBlocks } from './underway.ts';

/** Goods on stock: demand takes them out, orders bring new ones after a lead time. */
export const stockKeeping: Family = {
  id: 'stock-keeping',
  words: 'goods on stock, demand, and orders that arrive after a lead time',
  substeps: () => 1,
  suits: (setting) => {
    const { stock, underway, others } = stockColumns(setting);
    if (stock === undefined || others.length > 0) return 0;
    const told =
      underway !== undefined ||
      setting.series.some(({ role }) => role === 'demand' || role === 'order');
    return Math.min(1, (told ? 0.6 : 0) + (setting.clues.themes.stock === undefined ? 0 : 0.4));
  },
  slots: () => SLOTS,
  blocks: () => BLOCKS,
  frame,
};

const SLOTS: readonly Slot[] = [
  { id: 'demand', kind: 'distribution', words: 'what is asked for' },
  { id: 'supply', kind: 'distribution', words: 'how long orders take' },
  { id: 'unmet', kind: 'wiring', words: 'what happens to unmet demand' },
  { id: 'review', kind: 'part', words: 'how much is ordered' },
  { id: 'ordering', kind: 'wiring', words: 'at which time of the day is ordered' },
  { id: 'underway', kind: 'hidden', words: 'what is on the way at the start' },
  { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
];

const BLOCKS: readonly Block[] = [
  ...demandBlocks,
  ...supplyBlocks,
  ...unmetBlocks(),
  ...reviewBlocks,
  ...orderingBlocks,
  ...underwayBlocks,
  ...noiseBlocks,
];

function frame(setting: Setting, _structure: Structure): Fragment {
  const { stock, backlog } = stockColumns(setting);
  if (stock === undefined) throw new Error('stock-keeping: the family was chosen without a stock');
  return {
    outputs: {
      [stock.name]: {
        unit: stock.unit,
        meaning: 'goods on stock at the end of the day',
        kind: stock.kind,
        column: stock.column,
      },
      ...(backlog !== undefined && {
        [backlog.name]: {
          unit: backlog.unit,
          meaning: 'goods owed to customers',
          kind: backlog.kind,
          column: backlog.column,
        },
      }),
    },
    startBody: [
      `const on_stock = Math.max(0, Math.round(row.${stock.name}));`,
      `const owed = ${backlog === undefined ? '0' : `Math.max(0, Math.round(row.${backlog.name}))`};`,
    ],
    state: { stock: 'on_stock', backlog: 'owed', demand: '0', ordered: '0' },
    observe: {
      [stock.name]: 'state.stock',
      ...(backlog !== undefined && { [backlog.name]: 'state.backlog' }),
    },
    rules: [
      {
        name: 'never_negative',
        meaning: 'stock and backlog are never negative',
        kind: 'holds',
        value: 'state.stock >= 0 && state.backlog >= 0',
      },
    ],
  };
}

function unmetBlocks(): Block[] {
  return [
    {
      id: 'backlog',
      slot: 'unmet',
      words: 'what is not on stock is owed and delivered later',
      assumption: 'Customers wait for what is not on stock.',
      complexity: 0,
      cures: ['level-too-high'],
      fits: () => true,
      mentioned: ({ themes }) =>
        themes.stock !== undefined && /backlog/i.test(themes.stock) ? 0.5 : 0.1,
      write: () => ({
        modules: [
          {
            name: 'serving',
            meaning: 'what is owed is served first, then the demand of the day',
            order: STOCK_ORDER.serving,
            reads: ['stock', 'backlog', 'demand'],
            writes: ['stock', 'backlog'],
            body: [
              'const wanted = state.backlog + state.demand;',
              'const served = Math.min(state.stock, wanted);',
              'state.stock -= served;',
              'state.backlog = wanted - served;',
            ],
          },
        ],
      }),
    },
    {
      id: 'lost',
      slot: 'unmet',
      words: 'what is not on stock is lost to another supplier',
      assumption: 'Customers do not wait for what is not on stock.',
      complexity: 0,
      cures: ['level-too-low'],
      fits: (setting) => stockColumns(setting).backlog === undefined,
      mentioned: () => 0,
      write: () => ({
        modules: [
          {
            name: 'serving',
            meaning: 'demand is served from stock; the rest is lost',
            order: STOCK_ORDER.serving,
            reads: ['stock', 'demand'],
            writes: ['stock'],
            body: ['state.stock -= Math.min(state.stock, state.demand);'],
          },
        ],
      }),
    },
  ];
}
