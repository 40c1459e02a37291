import { momentWords } from '../../moment-words.ts';
import { amountOf, isSaidAlike, sentenceCase } from '../../number-words.ts';
import { leverNumber } from '../lever-numbers.ts';
import type { PolicyRow } from '../policy-row.ts';

/** Of the stretch that begins with start number i (from 0). */
function nameOf(i: number): string {
  return `value${i + 1}`;
}

export const schedule: PolicyRow = {
  kind: 'schedule',
  words: 'By date',
  use: 'Where the need is known ahead: a holiday season, a planned closure.',
  watches: false,
  suits: ({ horizon }) => (horizon >= 4 ? 3 : 0),
  numbersFor: (context, _, starts) =>
    starts.map((start, i) =>
      leverNumber(nameOf(i), `From ${momentWords(start, context)} on`, context),
    ),
  namesOf: (_, starts) => starts.map((_start, i) => nameOf(i)),
  setBy: () => true,
  toPolicy: ({ value, starts }, { rowOf }) => ({
    kind: 'schedule',
    entries: starts
      .map((start, i) => ({ from: rowOf(start), value: value(nameOf(i)) }))
      .filter(({ from }) => Number.isFinite(from)),
  }),
  aloud: ({ value, starts }, tools) => {
    const values = starts.map((start, i) => ({ start, value: value(nameOf(i)) }));
    const parts = values
      .filter((one, i) => !isSaidAlike(one.value, values[i - 1]?.value ?? Number.NaN))
      .map((one) => `${amountOf(one.value, tools.lever)} from ${momentWords(one.start, tools)} on`);
    return `${sentenceCase(tools.lever.words)}: ${parts.join(', ')}`;
  },
};
