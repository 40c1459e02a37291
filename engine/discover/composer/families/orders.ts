/** How much is ordered, and at which time of the day. */
import type { Setting } from '../../setting.ts';
import type { Block, ModuleText, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { STOCK_ORDER, stockColumns } from './stock-setting.ts';
import { GOODS_OF } from './supplies.ts';

const noOrders = (setting: Setting) => stockColumns(setting).orders === undefined;

export const reviewBlocks: readonly Block[] = [
  {
    id: 'recorded-orders',
    slot: 'review',
    words: 'orders as they were recorded',
    assumption: 'The recorded orders are complete.',
    complexity: 0,
    cures: [],
    fits: (setting) => !noOrders(setting),
    mentioned: () => 0.2,
    write: (setting, structure) => {
      const { orders } = stockColumns(setting);
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
            order: STOCK_ORDER.review(structure),
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
    write: (setting, structure) => {
      const top = largestStock(setting);
      return {
        parameters: {
          order_up_to: {
            prior: { kind: 'log-uniform', low: 0.2 * top, high: 20 * top },
            unit: 'goods',
            meaning: 'level up to which is ordered',
          },
        },
        helpers: [GOODS_OF],
        modules: [
          review(structure, 'orders fill the stock up to a level', [
            'state.ordered = Math.max(0, Math.round(parameters.order_up_to) - position);',
          ]),
        ],
      };
    },
  },
  {
    id: 'same-every-day',
    slot: 'review',
    words: 'the same quantity is ordered every day',
    assumption: 'Orders do not depend on what is on stock.',
    complexity: 1,
    cures: ['too-wide', 'drift'],
    fits: noOrders,
    mentioned: ({ themes }) =>
      themes.stock !== undefined && /constant|same|fixed (order|quantity)/i.test(themes.stock)
        ? 0.6
        : 0,
    write: (setting, structure) => {
      const top = largestStock(setting);
      return {
        parameters: {
          order_quantity: {
            prior: { kind: 'log-uniform', low: top / 500, high: 2 * top },
            unit: 'goods per day',
            meaning: 'goods ordered every day',
          },
        },
        modules: [
          {
            name: 'review',
            meaning: 'the same quantity is ordered every day',
            order: STOCK_ORDER.review(structure),
            reads: [],
            writes: ['ordered'],
            body: ['state.ordered = Math.round(parameters.order_quantity);'],
          },
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
    write: (setting, structure) => {
      const top = largestStock(setting);
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
        helpers: [GOODS_OF],
        modules: [
          review(structure, 'a lot is ordered when the stock falls to a point', [
            'state.ordered = position <= parameters.reorder_point ? Math.max(1, Math.round(parameters.lot_size)) : 0;',
          ]),
        ],
      };
    },
  },
];

export const orderingBlocks: readonly Block[] = [
  neutral({
    id: 'in-the-morning',
    slot: 'ordering',
    words: 'orders are placed in the morning, before the demand of the day is known',
    assumption: 'What is ordered depends on the stock of the evening before.',
    cures: ['late'],
  }),
  {
    id: 'in-the-evening',
    slot: 'ordering',
    words: 'orders are placed in the evening, when the demand of the day is known',
    assumption: 'What is ordered depends on the stock at the end of the day.',
    complexity: 0,
    cures: ['early'],
    // Recorded orders do not depend on anything, so the time of the day makes no difference.
    fits: noOrders,
    mentioned: () => 0,
    write: () => ({}),
  },
];

/**
 * Expression: goods in each of the orders on the way at the start, where `count` (an expression) are; `on_stock` and
 * `owed` are known.
 */
export function usualOrder(setting: Setting, { blocks }: Structure, count: string): string {
  const { orders } = stockColumns(setting);
  if (blocks.review === 'recorded-orders' && orders !== undefined) {
    const today = `${orders.use === 'lever' ? 'levers' : 'inputs'}.${orders.name}`;
    const average = Math.max(1, Math.round(orders.statistics.mean));
    // On a day without an order those on the way are older, of a size that is not known.
    return `${today} >= 0.5 ? Math.round(${today}) : ${average}`;
  }
  if (blocks.review === 'same-every-day') return 'Math.round(parameters.order_quantity)';
  if (blocks.review === 'reorder-point') return 'Math.max(1, Math.round(parameters.lot_size))';
  // What is missing to the level is on the way.
  return `Math.max(0, Math.round((parameters.order_up_to - on_stock + owed) / Math.max(1, ${count})))`;
}

function review(structure: Structure, meaning: string, body: readonly string[]): ModuleText {
  return {
    name: 'review',
    meaning,
    order: STOCK_ORDER.review(structure),
    reads: ['stock', 'backlog', 'underway'],
    writes: ['ordered'],
    body: ['const position = state.stock - state.backlog + goodsOf(state.underway);', ...body],
  };
}

function largestStock(setting: Setting): number {
  return Math.max(1, stockColumns(setting).stock?.statistics.max ?? 1);
}
