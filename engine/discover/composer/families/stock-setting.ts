/** What the stock-keeping family reads from the columns, and the order of its day. */
import type { Setting } from '../../setting.ts';
import type { Structure } from '../structure.ts';

type SettingSeries = Setting['series'][number];

interface StockColumns {
  readonly stock: SettingSeries | undefined;
  /** What is owed to customers. */
  readonly backlog: SettingSeries | undefined;
  /** What was ordered and has not arrived: a number of orders, or of goods. */
  readonly underway: SettingSeries | undefined;
  readonly orders: SettingSeries | undefined;
  /** Outputs that the family cannot explain. */
  readonly others: readonly SettingSeries[];
}

const UNDERWAY = /pipeline|on_?order|in_?transit|under_?way|on_the_way|outstanding/i;
const BACKLOG = /backlog|back_?order|unmet|owed/i;

export function stockColumns({ series }: Setting): StockColumns {
  const outputs = series.filter(({ use }) => use === 'output');
  const underway = outputs.find(({ name }) => UNDERWAY.test(name));
  const stocks = outputs.filter((one) => one.role === 'stock' && one !== underway);
  const backlog = stocks.find(({ name }) => BACKLOG.test(name));
  const stock = stocks.find((one) => one !== backlog);
  return {
    stock,
    backlog,
    underway,
    orders: series.find(({ role, use }) => role === 'order' && use !== 'output'),
    others: outputs.filter((one) => one !== stock && one !== backlog && one !== underway),
  };
}

/** Whether orders are placed after the demand of the day was served. */
export function isEvening({ blocks }: Structure): boolean {
  return blocks.ordering === 'in-the-evening';
}

/** Place of the modules among each other; demand comes at 15. */
export const STOCK_ORDER = {
  review: (structure: Structure) => (isEvening(structure) ? 40 : 10),
  dispatch: (structure: Structure) => (isEvening(structure) ? 42 : 12),
  supply: 20,
  serving: 30,
} as const;
