import { plainText } from './plain-text.ts';

/** The field's words in sentences of the engine, longest first, and what they are for a planner. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/Calibrate with npe\b/g, 'Fit the numbers by “Learn from made-up data”'],
  [/Calibrate with intervals/g, 'Fit the numbers in a way that gives ranges'],
  [
    /the posterior is learned from the whole prior at once/g,
    'ranges are learned at once from everything that is possible',
  ],
  [/\ba learned posterior\b/g, 'learned ranges'],
  [/\blearn a posterior\b/g, 'learn ranges'],
  [/\bthat the priors allow\b/g, 'that were possible before'],
  [/\bposteriors?\b/g, 'fitted ranges'],
  [/\bpriors\b/g, 'possible ranges'],
  [/\bprior\b/g, 'possible range'],
  [/\bparameters\b/g, 'numbers'],
  [/\bparameter\b/g, 'number'],
  [/\bsimulator\b/g, 'model'],
  [/\bsimulations\b/g, 'runs'],
  [/\bresampled data\b/g, 'shuffled data'],
  [/\bcalibrate (again|anew)\b/g, 'fit again'],
  [/\bCalibrate\b/g, 'Fit'],
  [/\bcalibrations?\b/g, 'fit'],
];

/** A sentence of the engine as a planner reads it: names without underscores, and none of the field's words. */
export function plannerText(text: string): string {
  return WORDS.reduce((said, [word, plain]) => said.replace(word, plain), plainText(text));
}
