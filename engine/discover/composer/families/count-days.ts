/** The series that the family of daily numbers explains, how the week shapes it, and when it is recorded. */
import type { Setting } from '../../setting.ts';
import type { Block } from '../structure.ts';
import { neutral } from './neutral.ts';

/** The only output, or undefined where there are several. */
export function target({ series }: Setting): Setting['series'][number] | undefined {
  const outputs = series.filter(({ use }) => use === 'output');
  return outputs.length === 1 ? outputs[0] : undefined;
}

export const weekBlocks: readonly Block[] = [
  neutral({
    id: 'all-days-alike',
    slot: 'week',
    words: 'all days of the week are alike',
    assumption: 'The day of the week makes no difference.',
  }),
  {
    id: 'weekly-pattern',
    slot: 'week',
    words: 'Saturdays, Sundays and Mondays differ from the other days',
    assumption: 'Saturday, Sunday and Monday each have their own level, the same every week.',
    complexity: 3,
    cures: ['weekly'],
    fits: ({ timeUnit, rows }) => timeUnit === 'day' && rows >= 14,
    mentioned: ({ themes }) => (themes.weekly === undefined ? 0 : 0.8),
    write: () => {
      const day = (name: string) => ({
        prior: { kind: 'log-uniform' as const, low: 0.1, high: 4 },
        unit: 'times',
        meaning: `level on ${name} compared with the other days`,
      });
      return {
        parameters: {
          saturday: day('Saturdays'),
          sunday: day('Sundays'),
          monday: day('Mondays'),
        },
        modules: [
          {
            name: 'week',
            meaning: 'the day of the week sets the pace',
            order: 20,
            reads: [],
            writes: ['pace'],
            body: [
              'state.pace = weekday === 5 ? parameters.saturday : weekday === 6 ? parameters.sunday : weekday === 0 ? parameters.monday : 1;',
            ],
          },
        ],
      };
    },
  },
];

export const reportingBlocks: readonly Block[] = [
  neutral({
    id: 'complete',
    slot: 'reporting',
    words: 'everything is recorded',
    assumption: 'The records are complete on every day.',
  }),
  {
    id: 'weekend-lag',
    slot: 'reporting',
    words: 'part of what happens at weekends is recorded on Monday',
    assumption: 'A share of the weekend numbers is only recorded on the following Monday.',
    complexity: 1,
    cures: ['weekly'],
    fits: (setting) =>
      setting.timeUnit === 'day' && setting.rows >= 14 && target(setting)?.kind === 'count',
    mentioned: ({ themes }) => (themes.underReporting === undefined ? 0 : 0.5),
    write: () => ({
      parameters: {
        weekend_recorded: {
          prior: { kind: 'beta', a: 2, b: 2, low: 0, high: 1 },
          unit: 'share',
          meaning: 'share of weekend numbers that is recorded at once',
        },
      },
      state: { held_back: '0' },
      modules: [
        {
          name: 'records',
          meaning: 'weekend numbers are partly recorded on Monday',
          order: 40,
          reads: ['number', 'held_back'],
          writes: ['number', 'held_back'],
          body: [
            'const recorded = weekday >= 5 ? random.binomial(state.number, parameters.weekend_recorded) : state.number;',
            'state.held_back += state.number - recorded;',
            'state.number = recorded;',
            'if (weekday === 0) {',
            '  state.number += state.held_back;',
            '  state.held_back = 0;',
            '}',
          ],
        },
      ],
    }),
  },
];
