import { expect, it } from 'vitest';
import type { Effects } from '../../../engine/decide/understand/effects.ts';
import { effectsWords } from '../../../engine/decide/understand/effects-words.ts';

const words = { name: (factor: string) => factor, value: (_: string, value: number) => `${value}` };
const beds = { name: 'the peak of beds needed', amount: (value: number) => `${value} beds` };
const exactly = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const effects: Effects = {
  parts: { knowledge: 60, chance: 40, chanceShare: 0.4 },
  rows: [
    {
      factor: { name: 'length of stay' },
      first: exactly(0.5),
      total: { value: 0.7, low: 0.6, high: 0.8 },
    },
    { factor: { name: 'admission rate' }, first: exactly(0.29), total: exactly(0.3) },
    { factor: { name: 'share of long stays' }, first: exactly(0), total: exactly(0.02) },
  ],
  design: 'independent',
  explained: 1,
  leftOut: 0,
  draws: 500,
};

it('tells chance apart, then who accounts for what', () => {
  expect(effectsWords(effects, words, beds)).toEqual([
    'Of the spread of the peak of beds needed, 40 % is chance that stays even if every number is known, and 60 % comes from not knowing the numbers.',
    'Length of stay accounts for 70 % (60 % to 80 %) of what comes from not knowing, 50 % of it on its own and the rest together with others.',
    'Admission rate accounts for 30 % of what comes from not knowing.',
    'Share of long stays matters little.',
  ]);
});

it('does not divide what goes together, and says how much it follows', () => {
  const drawn: Effects = {
    ...effects,
    parts: null,
    design: 'as-drawn',
    explained: 0.62,
    leftOut: 3,
  };
  expect(effectsWords(drawn, words, beds)).toEqual([
    'Length of stay: if it alone were known, 50 % of the spread would go; if all the others were known, 70 % (60 % to 80 %) would be left.',
    'Admission rate: if it alone were known, 29 % of the spread would go; if all the others were known, 30 % would be left.',
    'Share of long stays matters little.',
    'These shares follow only 62 % of the spread: the rest bends too much to be divided.',
    '3 of 500 sets of numbers are left out, as a run of them failed.',
  ]);
});

it('says when nothing can be told', () => {
  expect(effectsWords({ ...effects, parts: null, rows: [] }, words, beds)).toEqual([
    'What drives the peak of beds needed cannot be told: too few runs, or nothing varies.',
  ]);
});
