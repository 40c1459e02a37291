import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import type { Setting } from '../../setting.ts';
import { demandBlocks } from './demands.ts';
import { noiseBlocks } from './noise.ts';

/** Longest lead time that is followed, in rows. */
const LONGEST_LEAD = 31;

/** Goods on stock: demand takes them out, orders bring new ones after a lead time. */
export const stockKeeping: Family = {
  id: 'stock-keeping',
  words: 'goods on stock, demand, and orders that arrive after a lead time',
  substeps: () => 1,
  suits: (setting) => {
    const { stock } = columns(setting);
    if (stock === undefined || outputsOf(setting).length > 2) return 0;
    const roles = setting.series.some(({ role }) => role === 'demand' || role === 'order');
    return Math.min(1, (roles ? 0.6 : 0) + (setting.clues.themes.stock === undefined ? 0 : 0.4));
  },
  slots: () => SLOTS,
  blocks: () => BLOCKS,
  frame,
};

const SLOTS: readonly Slot[] = [
  { id: 'demand', kind: 'distribution', words: 'what is asked for' },
  { id: 'supply', kind: 'distribution', words: 'how long orders take' },
  { id: 'unmet', kind: 'wiring', words: 'what happens to unmet demand' },
  { id: 'review', kind: 'wiring', words: 'when is ordered' },
  { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
];

const BLOCKS: readonly Block[] = [...demandBlocks, ...supplyBlocks(), ...unmetBlocks(), ...reviewBlocks(), ...noiseBlocks];

function outputsOf({ series }: Setting): Setting['series'] {
  return series.filter(({ use }) => use === 'output');
}

function columns(setting: Setting) {
  const stocks = outputsOf(setting).filter(({ role }) => role === 'stock');
  const backlog = stocks.find(({ name }) => /backlog|back_?order|unmet|owed/i.test(name));
  return {
    stock: stocks.find((series) => series !== backlog),
    backlog,
    orders: setting.series.find(({ role, use }) => role === 'order' && use !== 'output'),
  };
}

function frame(setting: Setting, _structure: Structure): Fragment {
  const { stock, backlog } = columns(setting);
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

function supplyBlocks(): Block[] {
  const receive = (place: readonly string[]): NonNullable<Fragment['modules']>[number] => ({
    name: 'supply',
    meaning: 'orders travel and join the stock when they arrive',
    order: 20,
    reads: ['pipeline', 'stock', 'ordered'],
    writes: ['pipeline', 'stock'],
    body: [
      ...place,
      'state.stock += state.pipeline[0];',
      `for (let i = 0; i < ${LONGEST_LEAD}; i++) state.pipeline[i] = state.pipeline[i + 1];`,
      `state.pipeline[${LONGEST_LEAD}] = 0;`,
    ],
  });
  const pipeline = { pipeline: `new Array(${LONGEST_LEAD + 1}).fill(0)` };
  return [
    {
      id: 'fixed-lead-time',
      slot: 'supply',
      words: 'orders arrive after a fixed number of days',
      assumption: 'Every order arrives after the same number of days.',
      complexity: 1,
      cures: ['early', 'late'],
      fits: () => true,
      mentioned: () => 0.1,
      write: () => ({
        parameters: {
          lead_time: {
            prior: { kind: 'integer', low: 0, high: 21 },
            unit: 'days',
            meaning: 'days from an order to its arrival',
          },
        },
        state: pipeline,
        modules: [receive(['state.pipeline[parameters.lead_time] += state.ordered;'])],
      }),
    },
    {
      id: 'varying-lead-time',
      slot: 'supply',
      words: 'orders arrive after a number of days that varies by chance',
      assumption: 'The lead time of each order is drawn at random around an average.',
      complexity: 1,
      cures: ['too-narrow', 'late'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.delay === undefined ? 0 : 0.3),
      write: () => ({
        parameters: {
          mean_lead_time: {
            prior: { kind: 'log-uniform', low: 0.3, high: 21 },
            unit: 'days',
            meaning: 'average days from an order to its arrival',
          },
        },
        state: pipeline,
        modules: [
          receive([
            `const lead = Math.min(${LONGEST_LEAD}, random.poisson(parameters.mean_lead_time));`,
            'state.pipeline[lead] += state.ordered;',
          ]),
        ],
      }),
    },
  ];
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
            order: 30,
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
      fits: (setting) => columns(setting).backlog === undefined,
      mentioned: () => 0,
      write: () => ({
        modules: [
          {
            name: 'serving',
            meaning: 'demand is served from stock; the rest is lost',
            order: 30,
            reads: ['stock', 'demand'],
            writes: ['stock'],
            body: ['state.stock -= Math.min(state.stock, state.demand);'],
          },
        ],
      }),
    },
  ];
}

function reviewBlocks(): Block[] {
  const review = (
    meaning: string,
    body: readonly string[],
  ): NonNullable<Fragment['modules']>[number] => ({
    name: 'review',
    meaning,
    order: 10,
    reads: ['stock', 'backlog', 'pipeline'],
    writes: ['ordered'],
    body: [
      'let position = state.stock - state.backlog;',
      'for (const quantity of state.pipeline) position += quantity;',
      ...body,
    ],
  });
  const level = ({ statistics }: Setting['series'][number]) => Math.max(1, statistics.max);
  const noOrders = (setting: Setting) => columns(setting).orders === undefined;
  return [
    {
      id: 'recorded-orders',
      slot: 'review',
      words: 'orders as they were recorded',
      assumption: 'The recorded orders are complete.',
      complexity: 0,
      cures: [],
      fits: (setting) => !noOrders(setting),
      mentioned: () => 0.2,
      write: (setting) => {
        const { orders } = columns(setting);
        if (orders === undefined)
          throw new Error('recorded-orders: chosen without a column of orders');
        const lever = orders.use === 'lever';
        return {
          ...(lever
            ? {
                levers: {
                  [orders.name]: {
                    unit: orders.unit,
                    meaning: 'goods ordered a day',
                    default: Math.round(orders.statistics.mean),
                    low: 0,
                    high: Math.max(10, 5 * orders.statistics.max),
                    integer: true,
                    column: orders.column,
                  },
                },
              }
            : {
                inputs: {
                  [orders.name]: {
                    unit: orders.unit,
                    meaning: 'goods ordered',
                    column: orders.column,
                  },
                },
              }),
          modules: [
            {
              name: 'review',
              meaning: 'orders are placed as recorded',
              order: 10,
              reads: [],
              writes: ['ordered'],
              body: [
                `state.ordered = Math.max(0, Math.round(${lever ? 'levers' : 'inputs'}.${orders.name}));`,
              ],
            },
          ],
        };
      },
    },
    {
      id: 'order-up-to',
      slot: 'review',
      words: 'every day the stock is ordered up to a level',
      assumption: 'Orders fill the stock up to a fixed level every day (base stock).',
      complexity: 1,
      cures: [],
      fits: noOrders,
      mentioned: () => 0.1,
      write: (setting) => {
        const { stock } = columns(setting);
        const top = stock === undefined ? 1 : level(stock);
        return {
          parameters: {
            order_up_to: {
              prior: { kind: 'log-uniform', low: 0.2 * top, high: 20 * top },
              unit: 'goods',
              meaning: 'level up to which is ordered',
            },
          },
          modules: [
            review('orders fill the stock up to a level', [
              'state.ordered = Math.max(0, Math.round(parameters.order_up_to) - position);',
            ]),
          ],
        };
      },
    },
    {
      id: 'reorder-point',
      slot: 'review',
      words: 'when the stock falls to a point, a fixed lot is ordered',
      assumption:
        'A lot of fixed size is ordered whenever the stock position falls to the reorder point.',
      complexity: 2,
      cures: ['too-narrow', 'drift'],
      fits: noOrders,
      mentioned: ({ themes }) =>
        themes.stock !== undefined && /reorder/i.test(themes.stock) ? 0.6 : 0,
      write: (setting) => {
        const { stock } = columns(setting);
        const top = stock === undefined ? 1 : level(stock);
        return {
          parameters: {
            reorder_point: {
              prior: { kind: 'log-uniform', low: 0.02 * top, high: 10 * top },
              unit: 'goods',
              meaning: 'stock position at which is ordered',
            },
            lot_size: {
              prior: { kind: 'log-uniform', low: 0.05 * top, high: 10 * top },
              unit: 'goods',
              meaning: 'goods in one order',
            },
          },
          modules: [
            review('a lot is ordered when the stock falls to a point', [
              'state.ordered = position <= parameters.reorder_point ? Math.max(1, Math.round(parameters.lot_size)) : 0;',
            ]),
          ],
        };
      },
    },
  ];
}
