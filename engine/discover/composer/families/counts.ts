import type { Setting } from '../../setting.ts';
import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import { reportingBlocks, target, weekBlocks } from './count-days.ts';
import { noiseBlocks } from './noise.ts';

/** Daily numbers without a stock behind them: arrivals, sales, calls. */
export const counts: Family = {
  id: 'counts',
  words: 'daily numbers with a level, a trend and a weekly pattern',
  substeps: () => 1,
  suits: (setting) => {
    if (target(setting) === undefined) return 0;
    return setting.series.some(({ use }) => use !== 'output') ? 0.1 : 0.5;
  },
  slots: () => SLOTS,
  blocks: () => BLOCKS,
  frame,
};

const SLOTS: readonly Slot[] = [
  { id: 'level', kind: 'part', words: 'how the level moves' },
  { id: 'week', kind: 'part', words: 'how the week shapes it' },
  { id: 'scatter', kind: 'distribution', words: 'how days differ by chance' },
  { id: 'reporting', kind: 'hidden', words: 'when it is recorded' },
  { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
];

const BLOCKS: readonly Block[] = [
  ...levelBlocks(),
  ...weekBlocks,
  ...scatterBlocks(),
  ...reportingBlocks,
  ...noiseBlocks,
];

function frame(setting: Setting, _structure: Structure): Fragment {
  const series = target(setting);
  if (series === undefined)
    throw new Error('counts: the family was chosen for more than one series');
  const mean = Math.max(0.1, Math.abs(series.statistics.mean));
  return {
    parameters: {
      start_level: {
        prior: { kind: 'log-uniform', low: mean / 20, high: mean * 20 },
        unit: series.unit,
        meaning: 'average number a day at the start',
      },
    },
    outputs: {
      [series.name]: {
        unit: series.unit,
        meaning: 'number on the day',
        kind: series.kind,
        column: series.column,
      },
    },
    state: { level: 'parameters.start_level', pace: '1', number: startNumber(series) },
    observe: { [series.name]: 'state.number' },
  };
}

/** As it was recorded; 0 where the first day is missing. */
function startNumber({ name, kind }: Setting['series'][number]): string {
  const seen = kind === 'count' ? `Math.max(0, Math.round(row.${name}))` : `row.${name}`;
  return `Number.isFinite(row.${name}) ? ${seen} : 0`;
}

function levelBlocks(): Block[] {
  return [
    {
      id: 'constant',
      slot: 'level',
      words: 'the level stays the same',
      assumption: 'The average number a day does not change.',
      complexity: 0,
      cures: [],
      fits: () => true,
      mentioned: () => 0.1,
      write: () => ({}),
    },
    {
      id: 'trend',
      slot: 'level',
      words: 'the level grows or shrinks steadily',
      assumption: 'The average changes by the same percentage every day.',
      complexity: 1,
      cures: ['drift', 'empties-too-fast', 'empties-too-slowly'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.trend === undefined ? 0 : 0.6),
      write: ({ rows }) => ({
        parameters: {
          growth_per_day: {
            prior: { kind: 'normal', mean: 0, sd: 3 / Math.max(10, rows) },
            unit: 'per day',
            meaning: 'growth a day (0.01: one percent)',
          },
        },
        modules: [
          level('the level grows or shrinks', [
            'state.level *= Math.exp(parameters.growth_per_day * dt);',
          ]),
        ],
      }),
    },
    {
      id: 'wandering',
      slot: 'level',
      words: 'the level wanders up and down by chance',
      assumption: 'The average moves a little every day, in no particular direction.',
      complexity: 1,
      cures: ['drift', 'too-narrow', 'early', 'late'],
      fits: () => true,
      mentioned: () => 0,
      write: () => ({
        parameters: {
          wander_per_day: {
            prior: { kind: 'log-uniform', low: 0.002, high: 0.5 },
            unit: 'share per day',
            meaning: 'typical daily change of the level',
          },
        },
        modules: [
          level('the level wanders', [
            'state.level *= Math.exp(random.normal(0, parameters.wander_per_day * Math.sqrt(dt)));',
          ]),
        ],
      }),
    },
  ];
}

const SCATTERED = 'state.level * state.pace * (1 + random.normal(0, parameters.scatter))';

function scatterBlocks(): Block[] {
  const series = (meaning: string, body: string): NonNullable<Fragment['modules']>[number] => ({
    name: 'numbers',
    meaning,
    order: 30,
    reads: ['level', 'pace'],
    writes: ['number'],
    body: [body],
  });
  const isCount = (setting: Setting) => target(setting)?.kind === 'count';
  return [
    {
      id: 'independent',
      slot: 'scatter',
      words: 'single events are independent of each other',
      assumption: 'Events come one by one, independently (Poisson).',
      complexity: 0,
      cures: ['too-wide'],
      fits: isCount,
      mentioned: () => 0.1,
      write: () => ({
        modules: [
          series(
            'events come independently',
            'state.number = random.poisson(state.level * state.pace);',
          ),
        ],
      }),
    },
    {
      id: 'bursts',
      slot: 'scatter',
      words: 'events come in bursts',
      assumption: 'Numbers vary more from day to day than independent events would.',
      complexity: 1,
      cures: ['too-narrow'],
      fits: isCount,
      mentioned: () => 0,
      write: () => ({
        parameters: {
          regularity: {
            prior: { kind: 'log-uniform', low: 0.2, high: 500 },
            unit: '',
            meaning: 'how regular the numbers are (low: bursts)',
          },
        },
        modules: [
          series(
            'events come in bursts',
            'state.number = random.negativeBinomial(state.level * state.pace, parameters.regularity);',
          ),
        ],
      }),
    },
    {
      id: 'proportional-scatter',
      slot: 'scatter',
      words: 'values scatter by some percent around the level',
      assumption: 'Values scatter by a fixed percentage around the level.',
      complexity: 1,
      cures: ['too-narrow', 'too-wide'],
      fits: (setting) => !isCount(setting),
      mentioned: () => 0.1,
      write: (setting) => ({
        parameters: {
          scatter: {
            prior: { kind: 'log-uniform', low: 0.001, high: 1 },
            unit: 'share',
            meaning: 'typical scatter around the level',
          },
        },
        modules: [
          series(
            'values scatter around the level',
            target(setting)?.kind === 'proportion'
              ? `state.number = Math.min(1, Math.max(0, ${SCATTERED}));`
              : `state.number = ${SCATTERED};`,
          ),
        ],
      }),
    },
  ];
}

function level(meaning: string, body: readonly string[]): NonNullable<Fragment['modules']>[number] {
  return { name: 'level', meaning, order: 10, reads: ['level'], writes: ['level'], body };
}
