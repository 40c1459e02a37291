/** What is on the way at the start, and how it shows in the column that counts it. */
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { usualOrder } from './orders.ts';
import { stockColumns } from './stock-setting.ts';
import { GOODS_OF, leadTime } from './supplies.ts';

const isCounted = (setting: Setting) => stockColumns(setting).underway !== undefined;

export const underwayBlocks: readonly Block[] = [
  {
    ...neutral({
      id: 'nothing-underway',
      slot: 'underway',
      words: 'no order is on the way at the start',
      assumption: 'Whatever was ordered before the first day has arrived.',
    }),
    fits: (setting) => !isCounted(setting),
    write: () => ({ startBody: ['const underway = [];'], state: { underway: 'underway' } }),
  },
  {
    id: 'usual-underway',
    slot: 'underway',
    words: 'the usual orders are on the way at the start',
    assumption: 'Before the first day was ordered as it is later.',
    complexity: 0,
    cures: ['level-too-low', 'late', 'drift'],
    fits: (setting) => !isCounted(setting),
    mentioned: ({ themes }) => (themes.leadTime === undefined ? 0 : 0.2),
    write: usualUnderway,
  },
  {
    id: 'counted-orders',
    slot: 'underway',
    words: 'the orders on the way were counted',
    assumption: 'Orders on the way are the latest ones, one a day, all of the usual size.',
    complexity: 0,
    cures: [],
    fits: isCounted,
    mentioned: () => 0.1,
    write: (setting, structure) => {
      const count = counted(setting);
      return {
        ...column(setting, 'orders on the way', 'state.underway.length'),
        startBody: [
          `const count = ${count};`,
          `const usual = ${usualOrder(setting, structure, 'count')};`,
          'const underway = [];',
          ...latest('count', 'usual', structure),
        ],
      };
    },
  },
  {
    id: 'counted-goods',
    slot: 'underway',
    words: 'the goods on the way were counted',
    assumption: 'Goods on the way are spread evenly over the orders of the latest days.',
    complexity: 0,
    cures: [],
    fits: isCounted,
    mentioned: () => 0,
    write: (setting, structure) => ({
      ...column(setting, 'goods on the way', 'goodsOf(state.underway)'),
      helpers: [GOODS_OF],
      startBody: [
        `const goods = ${counted(setting)};`,
        `const count = Math.max(1, ${leadTime(structure)});`,
        'const underway = [];',
        ...latest(
          'count',
          'Math.floor((goods * (i + 1)) / count) - Math.floor((goods * i) / count)',
          structure,
        ),
      ],
    }),
  },
];

function column(
  setting: Setting,
  meaning: string,
  expression: string,
): Pick<Fragment, 'outputs' | 'observe' | 'state'> {
  const { underway } = stockColumns(setting);
  if (underway === undefined)
    throw new Error('underway: chosen without a column of what is on the way');
  const { name, unit, kind } = underway;
  return {
    outputs: { [name]: { unit, meaning, kind, column: underway.column } },
    observe: { [name]: expression },
    state: { underway: 'underway' },
  };
}

function counted(setting: Setting): string {
  const name = stockColumns(setting).underway?.name;
  return `row.${name} > 0 ? Math.round(row.${name}) : 0`;
}

/**
 * Statements: `count` orders, the latest first. The latest has its whole lead time before it but the day that has
 * passed, the one of the day before a day less. Where lead times vary, those met on the way are rather long ones: a
 * Poisson number met in proportion to its size is one more than a Poisson number, and every day of it is as likely.
 */
function latest(count: string, goods: string, structure: Structure): string[] {
  const varies = structure.blocks.supply === 'varying-lead-time';
  const days = varies
    ? `random.integer(0, ${leadTime(structure)})`
    : `Math.max(0, ${leadTime(structure)} - 1 - i)`;
  return [`for (let i = 0; i < ${count}; i++) underway.push({ goods: ${goods}, days: ${days} });`];
}

/** As many as there would be had orders been placed before as they are later. */
function usualUnderway(setting: Setting, structure: Structure): Fragment {
  const lead = leadTime(structure);
  // Lots are ordered until the stock and what is on the way lie above the point; they may be anywhere on their way.
  const lots = [
    'const missing = parameters.reorder_point - on_stock + owed;',
    'const count = missing < 0 ? 0 : Math.floor(missing / usual) + 1;',
    `for (let i = 0; i < count; i++) underway.push({ goods: usual, days: random.integer(0, Math.max(0, ${lead} - 1)) });`,
  ];
  const daily = [
    `for (let age = 0; age < ${FURTHEST}; age++) {`,
    `  const days = ${lead} - 1 - age;`,
    '  if (days >= 0 && usual > 0) underway.push({ goods: usual, days });',
    '}',
  ];
  const isLots = structure.blocks.review === 'reorder-point';
  const average =
    structure.blocks.supply === 'varying-lead-time'
      ? 'parameters.mean_lead_time'
      : 'parameters.lead_time';
  return {
    state: { underway: 'underway' },
    startBody: [
      `const usual = ${usualOrder(setting, structure, average)};`,
      'const underway = [];',
      ...(isLots ? lots : daily),
    ],
  };
}

/** Days back of which orders may still be on the way: twice the longest average lead time. */
const FURTHEST = 42;
