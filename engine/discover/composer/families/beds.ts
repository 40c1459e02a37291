import type { Setting } from '../../setting.ts';
import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import { BED_ORDER, paceBlocks } from './bed-day.ts';
import { calendarBlocks, inflowBlocks } from './inflows.ts';
import { neutral } from './neutral.ts';
import { noiseBlocks } from './noise.ts';
import { stayShapeBlocks } from './stay-shapes.ts';
import { stayBlocks } from './stays.ts';

/** People or goods that arrive, stay for a time and leave: occupied beds, places in use. */
export const beds: Family = {
  id: 'beds',
  words: 'arrivals, a stay, and places in use',
  substeps: () => 1,
  suits: ({ series, clues }) => {
    const outputs = series.filter(({ use }) => use === 'output');
    if (
      outputs.length !== 1 ||
      outputs[0]?.role !== 'stock' ||
      series.some(({ role }) => role === 'demand' || role === 'order')
    )
      return 0;
    const inflow = series.some(({ role, use }) => role === 'flow' && use === 'input');
    return Math.min(1, (inflow ? 0.6 : 0.2) + (clues.themes.stay === undefined ? 0 : 0.4));
  },
  slots: () => SLOTS,
  blocks: () => BLOCKS,
  frame,
};

const SLOTS: readonly Slot[] = [
  { id: 'inflow', kind: 'part', words: 'where arrivals come from' },
  { id: 'growth', kind: 'part', words: 'how arrivals grow' },
  { id: 'delay', kind: 'hidden', words: 'when arrivals take a place' },
  { id: 'calendar', kind: 'part', words: 'how the week shapes it' },
  { id: 'stay', kind: 'stages', words: 'how long they stay' },
  { id: 'pace', kind: 'wiring', words: 'what happens first within a day' },
  { id: 'gate', kind: 'wiring', words: 'what happens when all is full' },
  { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
];

const BLOCKS: readonly Block[] = [
  ...inflowBlocks,
  ...delayBlocks(),
  ...calendarBlocks,
  ...stayBlocks,
  ...stayShapeBlocks,
  ...paceBlocks,
  ...gateBlocks(),
  ...noiseBlocks,
];

function frame(setting: Setting, _structure: Structure): Fragment {
  const stock = bedStock(setting);
  return {
    outputs: {
      [stock.name]: {
        unit: stock.unit,
        meaning: 'places in use at the end of the day',
        kind: stock.kind,
        column: stock.column,
      },
    },
    startBody: [`const row_stock = Math.max(0, Math.round(row.${stock.name}));`],
    state: {
      present: 'row_stock',
      arriving: '0',
      admitted: '0',
      entered: '0',
      left: '0',
      pace: '1',
    },
    observe: { [stock.name]: 'state.present' },
    rules: [
      {
        name: 'nobody_vanishes',
        meaning: 'everybody who came is present or has left',
        kind: 'conserved',
        value: 'state.present + state.left - state.entered',
      },
    ],
  };
}

/** The one stock that the family explains. */
function bedStock({ series }: Setting): Setting['series'][number] {
  const stock = series.find(({ role, use }) => role === 'stock' && use === 'output');
  if (stock === undefined)
    throw new Error('beds: the family was chosen without a stock to explain');
  return stock;
}

function delayBlocks(): Block[] {
  return [
    neutral({
      id: 'at-once',
      slot: 'delay',
      words: 'arrivals count on the day they are recorded',
      assumption: 'An arrival takes a place on the day on which it is recorded.',
      cures: ['late'],
    }),
    {
      id: 'delayed',
      slot: 'delay',
      words: 'arrivals take a place some days after they are recorded',
      assumption:
        'Between the record of an arrival and the taking of a place lies a fixed number of days.',
      complexity: 1,
      cures: ['early'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.delay === undefined ? 0 : 0.5),
      write: () => ({
        parameters: {
          delay_days: {
            prior: { kind: 'integer', low: 0, high: 7 },
            unit: 'days',
            meaning: 'days from the record of an arrival to the taking of a place',
          },
        },
        state: { pipeline: 'new Array(8).fill(0)' },
        modules: [
          {
            name: 'delay',
            meaning: 'arrivals wait in a pipeline for some days',
            order: BED_ORDER.delay,
            reads: ['arriving', 'pipeline'],
            writes: ['arriving', 'pipeline'],
            body: [
              'state.pipeline[parameters.delay_days] += state.arriving;',
              'state.arriving = state.pipeline[0];',
              'for (let i = 0; i < 7; i++) state.pipeline[i] = state.pipeline[i + 1];',
              'state.pipeline[7] = 0;',
            ],
          },
        ],
      }),
    },
  ];
}

function gateBlocks(): Block[] {
  const gate = (
    body: readonly string[],
    more: readonly string[],
    meaning: string,
    setting: Setting,
  ): Fragment => {
    const recorded = setting.series.find(({ role, use }) => role === 'capacity' && use === 'input');
    const capacity = recorded === undefined ? 'parameters.places' : `inputs.${recorded.name}`;
    const largest = bedStock(setting).statistics.max;
    return {
      ...(recorded === undefined
        ? {
            parameters: {
              places: {
                prior: {
                  kind: 'log-uniform',
                  low: Math.max(1, 0.8 * largest),
                  high: Math.max(2, 2 * largest),
                },
                unit: 'places',
                meaning: 'places that there are',
                ...(setting.clues.capacity !== undefined &&
                  withinPrior(setting.clues.capacity, largest) && {
                    default: setting.clues.capacity,
                  }),
              },
            },
          }
        : {
            inputs: {
              [recorded.name]: {
                unit: recorded.unit,
                meaning: 'places that there are',
                column: recorded.column,
              },
            },
          }),
      modules: [
        {
          name: 'gate',
          meaning,
          order: BED_ORDER.gate,
          reads: ['arriving', 'present', ...more],
          writes: ['admitted', ...more],
          body: [`const free = Math.max(0, Math.floor(${capacity}) - state.present);`, ...body],
        },
      ],
    };
  };
  return [
    {
      id: 'open',
      slot: 'gate',
      words: 'there is always a place',
      assumption: 'Nobody is turned away and nobody waits.',
      complexity: 0,
      cures: ['peak-too-low'],
      fits: () => true,
      mentioned: () => 0,
      write: () => ({
        modules: [
          {
            name: 'gate',
            meaning: 'everybody who arrives is let in',
            order: BED_ORDER.gate,
            reads: ['arriving'],
            writes: ['admitted'],
            body: ['state.admitted = state.arriving;'],
          },
        ],
      }),
    },
    {
      id: 'turn-away',
      slot: 'gate',
      words: 'when all places are taken, arrivals are turned away',
      assumption: 'Arrivals who find no free place go elsewhere and do not come back.',
      complexity: 1,
      cures: ['peak-too-high'],
      fits: ({ clues }) => clues.denied.capacity === undefined,
      mentioned: ({ themes }) => (themes.capacity === undefined ? 0 : 0.7),
      write: (setting) =>
        gate(
          ['state.admitted = Math.min(free, state.arriving);'],
          [],
          'arrivals are let in while places are free; the rest are turned away',
          setting,
        ),
    },
    {
      id: 'queue',
      slot: 'gate',
      words: 'when all places are taken, arrivals wait for one',
      assumption: 'Arrivals who find no free place wait until there is one.',
      complexity: 1,
      cures: ['peak-too-high'],
      fits: ({ clues }) => clues.denied.queue === undefined && clues.denied.capacity === undefined,
      mentioned: ({ themes }) => (themes.queue === undefined ? 0 : 0.7),
      write: (setting) => {
        const fragment = gate(
          [
            'state.waiting += state.arriving;',
            'state.admitted = Math.min(free, state.waiting);',
            'state.waiting -= state.admitted;',
          ],
          ['waiting'],
          'arrivals join a queue and are let in when places are free',
          setting,
        );
        return { ...fragment, state: { waiting: '0' } };
      },
    },
  ];
}

function withinPrior(capacity: number, largest: number): boolean {
  return capacity >= Math.max(1, 0.8 * largest) && capacity <= Math.max(2, 2 * largest);
}
