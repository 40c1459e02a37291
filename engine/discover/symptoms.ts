/** What can be seen wrong with a model; the common word of diagnostics, blocks and feedback. */
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
  autocorrelated: 'an error lasts: from one row can be told what the next will be',
  'fails-far-ahead': 'far ahead the predicted range does not hold, although it does nearby',
  'fails-when-high': 'the errors are largest where the values are high',
  'fails-when-low': 'the errors are largest where the values are low',
  'fails-when-rising': 'the errors are largest where the values rise',
  'fails-when-falling': 'the errors are largest where the values fall',
  'fails-early': 'the errors are largest in the first half',
  'fails-late': 'the errors are largest in the second half',
  'parameter-at-bound': 'its best value lies at the edge of what was allowed',
  'not-identified': 'the data do not tell its value',
  'structures-disagree': 'models that are equally good on the whole differ',
  'contradicts-fact': 'the model does not agree with what was told',
  'breaks-rule': 'the model does not keep a rule that was stated',
  'fails-to-run': 'the model breaks its own rules in some runs',
} as const;

export type SymptomId = keyof typeof SYMPTOMS;

/** A symptom, with the numbers that show it. */
export interface Symptom {
  readonly id: SymptomId;
  /** The output in which it was found, or the parameter, fact, rule or module that it is about. */
  readonly output: string;
  /** 0 (barely visible) to 1 (dominates the error). */
  readonly strength: number;
  /** The evidence in words with numbers. */
  readonly evidence: string;
}
