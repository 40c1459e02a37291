/** Which blocks may cure what was seen: those whose rows say so, and, less surely, those that cure something akin. */
import type { SymptomId } from '../symptoms.ts';
import type { Block } from './structure.ts';

/**
 * Where and when a model fails hints at what fails. Symptoms without a row, and that no block names, are not the
 * structure's: its numbers, its code, or what was said of it.
 */
const AKIN: Readonly<Partial<Record<SymptomId, readonly SymptomId[]>>> = {
  autocorrelated: ['drift', 'too-narrow'],
  'fails-far-ahead': ['drift', 'too-narrow'],
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
