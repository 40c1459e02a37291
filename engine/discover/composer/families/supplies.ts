/** How long orders take. Orders on the way are a list: goods, and whole days until they arrive. */
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { isEvening, STOCK_ORDER, stockColumns } from './stock-setting.ts';

export const supplyBlocks: readonly Block[] = [
  {
    id: 'fixed-lead-time',
    slot: 'supply',
    words: 'orders arrive after a fixed number of days',
    assumption: 'Every order arrives after the same number of days.',
    complexity: 1,
    cures: ['early', 'late', 'too-wide'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.leadTime === undefined ? 0.1 : 0.3),
    write: (setting, structure) => {
      const told = likelyLead(setting);
      return {
        parameters: {
          lead_time: {
            prior: { kind: 'integer', low: 0, high: LONGEST_LEAD },
            unit: 'days',
            meaning: 'days from an order to its arrival',
            ...(told !== undefined && { default: told }),
          },
        },
        modules: travel(structure),
      };
    },
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
    write: (_setting, structure) => ({
      parameters: {
        mean_lead_time: {
          prior: { kind: 'log-uniform', low: 0.3, high: LONGEST_LEAD },
          unit: 'days',
          meaning: 'average days from an order to its arrival',
        },
      },
      modules: travel(structure),
    }),
  },
];

/** Longest lead time that is thought of, in rows. */
const LONGEST_LEAD = 21;

/** From the words, else as many days as there were orders on the way at most: one a day. */
function likelyLead(setting: Setting): number | undefined {
  const days = Math.round(
    setting.clues.leadTime ?? stockColumns(setting).underway?.statistics.max ?? Number.NaN,
  );
  return days <= LONGEST_LEAD ? days : undefined;
}

/** Expression: days that one order takes. */
export function leadTime({ blocks }: Structure): string {
  return blocks.supply === 'varying-lead-time'
    ? 'random.poisson(parameters.mean_lead_time)'
    : 'parameters.lead_time';
}

function travel(structure: Structure): NonNullable<Fragment['modules']> {
  // In the evening the deliveries of the day are over: the first day of the order has passed.
  const days = isEvening(structure)
    ? `Math.max(0, ${leadTime(structure)} - 1)`
    : leadTime(structure);
  return [
    {
      name: 'dispatch',
      meaning: 'what was ordered is on the way',
      order: STOCK_ORDER.dispatch(structure),
      reads: ['ordered', 'underway'],
      writes: ['underway'],
      body: [
        `if (state.ordered > 0) state.underway.push({ goods: state.ordered, days: ${days} });`,
      ],
    },
    {
      name: 'supply',
      meaning: 'orders travel and join the stock when they arrive',
      order: STOCK_ORDER.supply,
      reads: ['underway', 'stock'],
      writes: ['underway', 'stock'],
      body: [
        'let kept = 0;',
        'for (let i = 0; i < state.underway.length; i++) {',
        '  const order = state.underway[i];',
        '  if (order.days <= 0) {',
        '    state.stock += order.goods;',
        '    continue;',
        '  }',
        '  order.days -= 1;',
        '  state.underway[kept] = order;',
        '  kept++;',
        '}',
        'while (state.underway.length > kept) state.underway.pop();',
      ],
    },
  ];
}

/** Helper of the simulator: all goods in a list of orders. */
export const GOODS_OF = [
  'function goodsOf(orders) {',
  '  let goods = 0;',
  '  for (const order of orders) goods += order.goods;',
  '  return goods;',
  '}',
].join('\n');
