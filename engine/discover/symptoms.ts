/** What can be seen wrong with a model from its residuals; the common word of diagnostics, blocks and feedback. */
export const SYMPTOMS = {
  'empties-too-slowly': 'in the late part the model stays above the data: it empties too slowly',
  'empties-too-fast': 'in the late part the model falls below the data: it empties too fast',
  'peak-too-low': 'the model stays below the highest values',
  'peak-too-high': 'the model goes above the highest values',
  late: 'the model runs behind the data',
  early: 'the model runs ahead of the data',
  weekly: 'the errors repeat with the days of the week',
  drift: 'the errors drift in one direction',
  'too-narrow': 'the data leave the predicted range too often',
  'too-wide': 'the predicted range is wider than the data need',
  'level-too-low': 'the model is too low on the whole',
  'level-too-high': 'the model is too high on the whole',
  'contradicts-fact': 'the model does not agree with what was told',
  'fails-to-run': 'the model breaks its own rules in some runs',
} as const;

export type SymptomId = keyof typeof SYMPTOMS;

/** A symptom found in one output, with the numbers that show it. */
export interface Symptom {
  readonly id: SymptomId;
  readonly output: string;
  /** 0 (barely visible) to 1 (dominates the error). */
  readonly strength: number;
  /** The evidence in words with numbers. */
  readonly evidence: string;
}
