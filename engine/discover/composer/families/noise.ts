import type { Block } from '../structure.ts';
import { neutral } from './neutral.ts';

/** How the counted numbers differ from the true ones; the same choice in every family. */
export const noiseBlocks: readonly Block[] = [
  neutral({
    id: 'exact',
    slot: 'noise',
    words: 'the counts are taken as exact',
    assumption: 'The recorded numbers are exact; all scatter comes from the system itself.',
    cures: ['too-wide'],
  }),
  {
    id: 'relative-error',
    slot: 'noise',
    words: 'recorded values are off by some percent',
    assumption:
      'Recorded values are off by a certain percentage, the same for small and large ones.',
    complexity: 1,
    cures: ['too-narrow'],
    fits: () => true,
    mentioned: () => 0,
    write: () => ({
      parameters: {
        relative_error: {
          prior: { kind: 'log-uniform', low: 0.001, high: 0.5 },
          unit: 'share',
          meaning: 'typical error of a recorded value as a share of it',
        },
      },
      noise: { kind: 'proportional', cv: 'relative_error' },
    }),
  },
  {
    id: 'counting-error',
    slot: 'noise',
    words: 'recorded values are off by some units, as many for small as for large values',
    assumption:
      'Recorded values are off by a typical number of units, the same for small and large ones.',
    complexity: 1,
    cures: ['too-narrow'],
    fits: () => true,
    mentioned: () => 0,
    write: ({ series }) => {
      const seen = series.filter(({ use }) => use === 'output');
      const largest = Math.max(1e-6, ...seen.map(({ statistics }) => Math.abs(statistics.max)));
      return {
        parameters: {
          counting_error: {
            prior: { kind: 'log-uniform', low: 0.0005 * largest, high: 0.3 * largest },
            unit: seen[0]?.unit ?? '',
            meaning: 'typical error of a recorded value',
          },
        },
        noise: { kind: 'normal', sd: 'counting_error' },
      };
    },
  },
  {
    id: 'scattered-counts',
    slot: 'noise',
    words: 'the counts scatter around the true numbers as if counted by chance',
    assumption:
      'Recorded numbers scatter around the true ones at least as much as independent events do.',
    complexity: 1,
    cures: ['too-narrow'],
    fits: ({ series }) => series.some(({ use, kind }) => use === 'output' && kind === 'count'),
    mentioned: ({ themes }) => (themes.underReporting === undefined ? 0 : 0.3),
    write: () => ({
      parameters: {
        count_precision: {
          prior: { kind: 'log-uniform', low: 5, high: 5000 },
          unit: '',
          meaning: 'how closely recorded counts follow the true ones (high: closely)',
        },
      },
      noise: { kind: 'negative-binomial', size: 'count_precision' },
    }),
  },
];
