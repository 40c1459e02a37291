/** What happens first within a day of an infection. */
import type { Block, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';

export const paceBlocks: readonly Block[] = [
  neutral({
    id: 'through-the-day',
    slot: 'pace',
    words: 'people fall ill and recover at any time of the day',
    assumption: 'Who falls ill in the morning can infect others, or recover, on the same day.',
    cures: ['late'],
  }),
  {
    id: 'once-a-day',
    slot: 'pace',
    words: 'whoever is infectious in the morning counts for the whole day',
    assumption:
      'Who catches it today infects others from tomorrow on, and nobody falls ill and recovers on the same day.',
    complexity: 0,
    cures: ['early'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.daily === undefined ? 0 : 0.5),
    write: () => ({}),
  },
];

export function isOnceADay({ blocks }: Structure): boolean {
  return blocks.pace === 'once-a-day';
}

/**
 * Place of the modules among each other. Once a day they run from the end of the illness to its beginning, so that
 * nobody moves twice: those who catch it come in after everybody else has moved.
 */
export const CONTAGION_ORDER = {
  newDay: 0,
  contacts: 5,
  morning: 6,
  infection: (structure: Structure) => (isOnceADay(structure) ? 50 : 20),
  onset: 30,
  recovery: (structure: Structure) => (isOnceADay(structure) ? 20 : 50),
  waning: (structure: Structure) => (isOnceADay(structure) ? 10 : 60),
} as const;
