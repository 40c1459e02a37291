import { leverNumber } from '../lever-numbers.ts';
import type { PolicyRow } from '../policy-row.ts';
import { always } from '../switch-words.ts';

export const constant: PolicyRow = {
  kind: 'constant',
  words: 'Always the same',
  use: 'Simple to keep to; the yardstick for all others.',
  watches: false,
  suits: () => 2,
  numbersFor: (context) => [leverNumber('value', 'Always', context)],
  namesOf: () => ['value'],
  setBy: () => true,
  toPolicy: ({ value }) => ({ kind: 'constant', value: value('value') }),
  aloud: ({ value }, tools) => always(value('value'), tools),
};
