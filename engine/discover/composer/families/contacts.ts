/** How often people meet, and whether immunity lasts. */
import type { Block } from '../structure.ts';
import { CONTAGION_ORDER } from './contagion-pace.ts';
import { neutral } from './neutral.ts';

export const contactBlocks: readonly Block[] = [
  neutral({
    id: 'same-contacts',
    slot: 'contact',
    words: 'people meet as often as before all the time',
    assumption: 'Contacts do not change over time.',
  }),
  {
    id: 'contacts-change',
    slot: 'contact',
    words: 'from some day on people meet less (or more) often',
    assumption: 'Contacts change once, on a day that is learned from the data.',
    complexity: 2,
    cures: ['drift', 'empties-too-slowly', 'empties-too-fast', 'peak-too-high'],
    fits: ({ rows }) => rows >= 20,
    mentioned: ({ themes }) => (themes.change === undefined ? 0 : 0.6),
    write: ({ rows }) => ({
      parameters: {
        change_day: {
          prior: { kind: 'integer', low: 1, high: Math.max(2, rows) },
          unit: 'day',
          meaning: 'day on which contacts change',
        },
        contact_factor: {
          prior: { kind: 'log-uniform', low: 0.05, high: 3 },
          unit: 'times',
          meaning: 'contacts after the change compared with before',
        },
      },
      modules: [
        {
          name: 'contacts',
          meaning: 'contacts change from a certain day on',
          order: CONTAGION_ORDER.contacts,
          reads: [],
          writes: ['contact'],
          body: ['state.contact = t >= parameters.change_day ? parameters.contact_factor : 1;'],
        },
      ],
    }),
  },
];

export const immunityBlocks: readonly Block[] = [
  neutral({
    id: 'lasting',
    slot: 'immunity',
    words: 'who has had it cannot catch it again',
    assumption: 'Immunity lasts for the whole time.',
  }),
  {
    id: 'waning',
    slot: 'immunity',
    words: 'immunity is lost after some time',
    assumption: 'Those who are over it can catch it again after some time.',
    complexity: 1,
    cures: ['empties-too-fast', 'drift'],
    fits: ({ rows }) => rows >= 30,
    mentioned: ({ themes }) => (themes.waning === undefined ? 0 : 0.8),
    write: (_setting, structure) => ({
      parameters: {
        immune_days: {
          prior: { kind: 'log-uniform', low: 5, high: 2000 },
          unit: 'days',
          meaning: 'average days until immunity is lost',
        },
      },
      modules: [
        {
          name: 'waning',
          meaning: 'immunity is lost by and by',
          order: CONTAGION_ORDER.waning(structure),
          reads: ['recovered', 'susceptible'],
          writes: ['recovered', 'susceptible'],
          body: [
            'const again = random.binomial(state.recovered, 1 - Math.exp(-dt / parameters.immune_days));',
            'state.recovered -= again;',
            'state.susceptible += again;',
          ],
        },
      ],
    }),
  },
];
