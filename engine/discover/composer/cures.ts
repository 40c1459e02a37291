/** Which blocks may cure what was seen: those whose rows say so, and, less surely, those that cure something akin. */
import type { Symptom, SymptomId } from '../symptoms.ts';
import type { Block } from './structure.ts';

/**
 * Where and when a model fails hints at what fails. Symptoms without a row, and that no block names, are not the
 * structure's: its numbers, its code, or what was said of it.
 */
const AKIN: Readonly<Partial<Record<SymptomId, readonly SymptomId[]>>> = {
  autocorrelated: ['drift', 'early', 'late'],
  'fails-far-ahead': ['drift'],
  'fails-when-high': ['peak-too-low', 'peak-too-high'],
  'fails-when-low': ['level-too-low', 'level-too-high'],
  'fails-when-rising': ['early', 'late'],
  'fails-when-falling': ['empties-too-slowly', 'empties-too-fast'],
  'fails-early': ['early', 'late'],
  'fails-late': ['drift', 'empties-too-slowly', 'empties-too-fast'],
};

/** How far an akin symptom counts. */
const HINT = 0.5;

/** How surely a block cures a symptom: 1 where its row says so, 0.5 where it cures something akin, otherwise 0. */
export function cureOf({ cures }: Pick<Block, 'cures'>, symptom: SymptomId): number {
  if (cures.includes(symptom)) return 1;
  return AKIN[symptom]?.some((id) => cures.includes(id)) ? HINT : 0;
}

/** The width of the range, which also looks wrong wherever the middle is. */
const OF_WIDTH: readonly SymptomId[] = ['too-narrow', 'too-wide'];

const OF_THE_MIDDLE: readonly SymptomId[] = [
  ...(['empties-too-slowly', 'empties-too-fast', 'peak-too-low', 'peak-too-high'] as const),
  ...(['late', 'early', 'weekly', 'drift', 'level-too-low', 'level-too-high'] as const),
  'autocorrelated',
];

/** How far the width counts while the middle is wrong. */
const SECOND_TO_THE_MIDDLE = 0.25;

/**
 * Strengths for choosing a change. Errors that have a direction leave any range too often: noise would hide them, so
 * that the width counts little until the middle is right.
 */
export function weighed(symptoms: readonly Symptom[]): Symptom[] {
  const isMiddleWrong = symptoms.some(({ id }) => OF_THE_MIDDLE.includes(id));
  return symptoms.map((symptom) =>
    isMiddleWrong && OF_WIDTH.includes(symptom.id)
      ? { ...symptom, strength: SECOND_TO_THE_MIDDLE * symptom.strength }
      : symptom,
  );
}
