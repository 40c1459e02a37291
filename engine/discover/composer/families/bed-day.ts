/** What happens first within a day of a ward, and the modules that every stay has. */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, ModuleText, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';

/** Modules of a row run in this order: who comes, calendar, who leaves, who is let in, who settles, who leaves last. */
export const BED_ORDER = {
  inflow: 10,
  delay: 20,
  calendar: 30,
  leave: 40,
  gate: 50,
  settle: 60,
  leaveLast: 70,
} as const;

export const paceBlocks: readonly Block[] = [
  neutral({
    id: 'through-the-day',
    slot: 'pace',
    words: 'people come and leave at any time of the day',
    assumption: 'Whoever comes stays at least to the end of the day; phases may end at any time.',
    cures: ['empties-too-slowly'],
  }),
  {
    id: 'once-a-day',
    slot: 'pace',
    words: 'people come in the morning, and each may move on once a day',
    assumption:
      'The day of arrival counts in full, and nobody ends two phases of a stay on one day.',
    complexity: 0,
    cures: ['empties-too-fast', 'early'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.daily === undefined ? 0 : 0.3),
    write: () => ({}),
  },
];

export function isOnceADay({ blocks }: Structure): boolean {
  return blocks.pace === 'once-a-day';
}

export function meanStay({ clues, rows }: Setting): Declaration['parameters'] {
  return {
    mean_stay: {
      prior:
        clues.typicalStay === undefined
          ? { kind: 'log-uniform', low: 0.5, high: Math.max(60, 2 * rows) }
          : { kind: 'log-normal', median: clues.typicalStay, sigma: 0.7 },
      unit: 'days',
      meaning: 'average length of stay',
    },
  };
}

/** Statements that take people out, after `count`. */
export function leaving(
  structure: Structure,
  body: readonly string[],
  touches: readonly string[],
): ModuleText {
  return {
    name: 'leaving',
    meaning: 'those whose stay ends leave',
    order: isOnceADay(structure) ? BED_ORDER.leaveLast : BED_ORDER.leave,
    reads: ['pace', 'present', 'left', ...touches],
    writes: ['present', 'left', ...touches],
    body,
  };
}

export function settling(body: readonly string[], touches: readonly string[]): ModuleText {
  return {
    name: 'settling',
    meaning: 'those who were let in begin their stay',
    order: BED_ORDER.settle,
    reads: ['admitted', 'present', 'entered', ...touches],
    writes: ['present', 'entered', ...touches],
    body: [...body, 'state.present += state.admitted;', 'state.entered += state.admitted;'],
  };
}

/** Statements: `gone` (an expression) are no longer there. */
export function count(gone: string): string[] {
  return [`state.present -= ${gone};`, `state.left += ${gone};`];
}
