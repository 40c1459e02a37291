/** How demand comes about, for goods on stock and for series of their own. */

import type { Setting } from '../../setting.ts';
import type { Block, Fragment } from '../structure.ts';

const ORDER = 15;

export const demandBlocks: readonly Block[] = [
  {
    id: 'recorded-demand',
    slot: 'demand',
    words: 'demand as it was recorded',
    assumption: 'The recorded demand is complete.',
    complexity: 0,
    cures: [],
    fits: (setting) => recorded(setting) !== undefined,
    mentioned: () => 0.2,
    write: (setting) => {
      const demand = recorded(setting);
      if (demand === undefined)
        throw new Error('recorded-demand: chosen without a column of demand');
      return {
        inputs: {
          [demand.name]: { unit: demand.unit, meaning: 'recorded demand', column: demand.column },
        },
        modules: [
          module('demand as recorded', [
            `state.demand = Math.max(0, Math.round(inputs.${demand.name}));`,
          ]),
        ],
      };
    },
  },
  {
    id: 'steady-demand',
    slot: 'demand',
    words: 'demand comes by chance at a steady rate',
    assumption: 'Requests are independent of each other (Poisson demand) with a steady rate.',
    complexity: 1,
    cures: [],
    fits: (setting) => recorded(setting) === undefined,
    mentioned: () => 0.1,
    write: (setting) => ({
      parameters: rate(setting),
      modules: [
        module('demand by chance', [
          'state.demand = random.poisson(parameters.demand_per_day * dt);',
        ]),
      ],
    }),
  },
  {
    id: 'bursty-demand',
    slot: 'demand',
    words: 'demand comes by chance and in bursts',
    assumption: 'Demand varies more from day to day than independent requests would.',
    complexity: 2,
    cures: ['too-narrow'],
    fits: (setting) => recorded(setting) === undefined,
    mentioned: () => 0,
    write: (setting) => ({
      parameters: {
        ...rate(setting),
        demand_regularity: {
          prior: { kind: 'log-uniform', low: 0.2, high: 100 },
          unit: '',
          meaning: 'how regular demand is (low: bursts, high: independent requests)',
        },
      },
      modules: [
        module('demand in bursts', [
          'state.demand = random.negativeBinomial(parameters.demand_per_day * dt, parameters.demand_regularity);',
        ]),
      ],
    }),
  },
  {
    id: 'weekly-demand',
    slot: 'demand',
    words: 'demand differs between working days and weekends',
    assumption: 'Demand at weekends differs from that of working days by a fixed factor.',
    complexity: 2,
    cures: ['weekly'],
    fits: (setting) => recorded(setting) === undefined && setting.timeUnit === 'day',
    mentioned: ({ themes }) => (themes.weekly === undefined ? 0 : 0.8),
    write: (setting) => ({
      parameters: {
        ...rate(setting),
        weekend_demand: {
          prior: { kind: 'uniform', low: 0, high: 2.5 },
          unit: 'times',
          meaning: 'demand at weekends compared with the average day',
        },
      },
      modules: [
        module('demand by the day of the week', [
          'const pace = weekday >= 5 ? parameters.weekend_demand : Math.max(0, (7 - 2 * parameters.weekend_demand) / 5);',
          'state.demand = random.poisson(parameters.demand_per_day * pace * dt);',
        ]),
      ],
    }),
  },
];

function recorded({ series }: Setting): Setting['series'][number] | undefined {
  return series.find(({ role, use }) => (role === 'demand' || role === 'flow') && use === 'input');
}

function rate({ series }: Setting): NonNullable<Fragment['parameters']> {
  const top = Math.max(
    1,
    ...series.filter(({ role }) => role === 'stock').map(({ statistics }) => statistics.max),
  );
  return {
    demand_per_day: {
      prior: { kind: 'log-uniform', low: top / 500, high: 2 * top },
      unit: 'goods per day',
      meaning: 'average demand a day',
    },
  };
}

function module(
  meaning: string,
  body: readonly string[],
): NonNullable<Fragment['modules']>[number] {
  return { name: 'demand', meaning, order: ORDER, reads: [], writes: ['demand'], body };
}
