import { describe, expect, it } from 'vitest';
import type { SymptomId } from '../../engine/discover/symptoms.ts';
import {
  even,
  feedbackOf,
  hills,
  isFalling,
  isHigh,
  isLow,
  isRising,
  lasting,
  noisier,
  plus,
  SEEDS,
  steady,
  walking,
  walkingTwice,
  wave,
} from './laws.ts';
import type { Law, MadeUp } from './made-runs.ts';

/** In how many of 20 seeds this is among what is reported. */
function found(id: SymptomId, made: MadeUp): number {
  return SEEDS.filter((seed) => feedbackOf(seed, made).symptoms.some((one) => one.id === id))
    .length;
}

describe('a model with one defect', () => {
  it.each([
    ['too narrow by half', 'too-narrow', { truth: steady(6), model: steady(3), rows: 80 }],
    ['too wide by half', 'too-wide', { truth: steady(3), model: steady(6), rows: 80 }],
    [
      'too narrow by half, many trajectories',
      'too-narrow',
      { truth: walkingTwice, model: walking, rows: 20, episodes: 30, members: 40 },
    ],
    [
      'without lasting errors',
      'autocorrelated',
      { truth: lasting(0.6), model: even(() => 40), rows: 100 },
    ],
    [
      'that fails when values are high',
      'fails-when-high',
      { truth: noisier(isHigh, hills), model: even(hills), rows: 160 },
    ],
    [
      'that fails when values are low',
      'fails-when-low',
      { truth: noisier(isLow, hills), model: even(hills), rows: 160 },
    ],
    [
      'that fails in rises',
      'fails-when-rising',
      { truth: noisier(isRising, hills), model: even(hills), rows: 160 },
    ],
    [
      'that fails in falls',
      'fails-when-falling',
      { truth: noisier(isFalling, hills), model: even(hills), rows: 160 },
    ],
    [
      'that fails early',
      'fails-early',
      { truth: noisier((row, rows) => row < rows / 2, hills), model: even(hills), rows: 160 },
    ],
    [
      'that fails late, in all of many trajectories',
      'fails-late',
      {
        truth: noisier((row, rows) => row >= rows / 2, hills),
        model: even(hills),
        rows: 16,
        episodes: 20,
        members: 40,
      },
    ],
    [
      'that is a little too low',
      'level-too-low',
      { truth: plus(steady(3), () => 2), model: steady(3), rows: 80 },
    ],
    [
      'that does not grow',
      'drift',
      { truth: plus(steady(3), (row) => row / 8), model: steady(3), rows: 80 },
    ],
    [
      'that does not know weekends',
      'weekly',
      {
        truth: plus(steady(3), (row) => (row % 7 > 4 ? -7 : 0)),
        model: steady(3),
        rows: 84,
        weekdays: true,
      },
    ],
    [
      'that is late by 4 rows',
      'late',
      { truth: even((row) => wave(row + 4, 80)), model: even((row) => wave(row, 80)), rows: 80 },
    ],
    [
      'whose peak is too low',
      'peak-too-low',
      { truth: even((row) => wave(row, 80)), model: even((row) => 0.75 * wave(row, 80)), rows: 80 },
    ],
  ] as const)(
    '%s: it is found in at least 19 of 20 cases',
    (_, id, made) => {
      expect(found(id, made)).toBeGreaterThanOrEqual(19);
    },
    30_000,
  );

  it('that takes a misfit for noise does not hide it', () => {
    const wide = even((row) => wave(row, 80) * 0.7);
    const made = { truth: even((row) => wave(row, 80)), rows: 80 };
    const model: Law = (normal, rows) => wide(normal, rows).map((value) => value + normal(0, 12));
    expect(found('level-too-low', { ...made, model })).toBeGreaterThanOrEqual(19);
  });

  it('without chance in it has its misfits found, and its noise not taken for a pattern', () => {
    const model: Law = (_, rows) => Float64Array.from({ length: rows }, () => 20);
    const seen = SEEDS.map((seed) => feedbackOf(seed, { truth: steady(3), model, rows: 80 }));
    for (const { symptoms } of seen) expect(symptoms[0]?.id).toBe('too-narrow');
    expect(seen.filter(({ symptoms }) => symptoms.length > 1).length).toBeLessThanOrEqual(1);
    const grows = plus(steady(3), (row) => row / 8);
    expect(found('drift', { truth: grows, model, rows: 80 })).toBeGreaterThanOrEqual(19);
  });
});

describe('sentences', () => {
  it('are one each, the strongest first, with numbers and units', () => {
    const made = { truth: plus(steady(3), () => 4), model: steady(3), rows: 80 };
    const { symptoms, sentences } = feedbackOf(2, made);
    expect(sentences).toHaveLength(symptoms.length);
    expect(symptoms.map(({ strength }) => strength)).toEqual(
      symptoms.map(({ strength }) => strength).toSorted((a, b) => b - a),
    );
    for (const sentence of sentences) expect(sentence).toMatch(/^beds: .+ \(.*\d.*\)\.$/);
    expect(sentences.join(' ')).toMatch(
      /too low on the whole \(on average 3?4?(\.\d)? beds below the data\)/,
    );
  });

  it('say where errors are largest, and how they last', () => {
    const high = { truth: noisier(isHigh, hills), model: even(hills), rows: 160 };
    expect(feedbackOf(1, high).sentences.join(' ')).toMatch(
      /largest where the values are high \(the typical error is \d\S* beds in the highest third, \d\S* elsewhere\)\./,
    );
    const lag = { truth: lasting(0.6), model: even(() => 40), rows: 100 };
    expect(feedbackOf(1, lag).sentences.join(' ')).toMatch(
      /the correlation of errors one step apart is 0\.\d\d, by chance it would be within 0\.20/,
    );
  });
});
