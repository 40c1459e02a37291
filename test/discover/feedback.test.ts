import { describe, expect, it } from 'vitest';
import { diagnose } from '../../engine/discover/diagnostics.ts';
import { symptomsOfDiagnosis } from '../../engine/discover/diagnostics-symptoms.ts';
import { createFeedback } from '../../engine/discover/feedback.ts';
import type { SymptomId } from '../../engine/discover/symptoms.ts';
import { type Law, type MadeUp, madeDiagnosisInput } from './made-runs.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);
const NOTHING = ['Nothing systematic is left in the errors.'];

function feedbackOf(seed: number, made: MadeUp) {
  return createFeedback(symptomsOfDiagnosis(diagnose(madeDiagnosisInput(seed, made))));
}

/** In how many of 20 seeds this is among what is reported. */
function found(id: SymptomId, made: MadeUp): number {
  return SEEDS.filter((seed) => feedbackOf(seed, made).symptoms.some((one) => one.id === id))
    .length;
}

const steady: (sd: number) => Law = (sd) => (normal, rows) =>
  Float64Array.from({ length: rows }, () => 20 + normal(0, sd));

const wave = (row: number, rows: number) =>
  5 + 60 * Math.exp(-(((row - 0.4 * rows) / (0.15 * rows)) ** 2));

/** Noise whose size grows with the level. */
const waving: Law = (normal, rows) =>
  Float64Array.from({ length: rows }, (_, row) => wave(row, rows) * (1 + normal(0, 0.1)));

/** Every run has an error that lasts. */
const lasting: (memory: number) => Law = (memory) => (normal, rows) => {
  let error = normal(0, 3 / Math.sqrt(1 - memory ** 2));
  return Float64Array.from({ length: rows }, () => {
    error = memory * error + normal(0, 3);
    return 40 + error;
  });
};

/** A walk: the spread grows from the first row on. */
const walking: Law = (normal, rows) => {
  let at = 100;
  return Float64Array.from({ length: rows }, () => {
    at += normal(0, 2);
    return at;
  });
};

/** Few units, whole. */
const counting: Law = (normal, rows) =>
  Float64Array.from({ length: rows }, () => Math.max(0, Math.round(2 + normal(0, 1.4))));

describe('an honest model', () => {
  it.each([
    ['of steady noise', { truth: steady(3), model: steady(3), rows: 80 }],
    ['of a wave with noise that grows with it', { truth: waving, model: waving, rows: 80 }],
    ['whose errors last', { truth: lasting(0.8), model: lasting(0.8), rows: 100 }],
    ['of a walk', { truth: walking, model: walking, rows: 90 }],
    ['of small counts', { truth: counting, model: counting, rows: 60 }],
    ['of a dozen rows', { truth: waving, model: waving, rows: 12 }],
    ['with weekdays', { truth: steady(3), model: steady(3), rows: 84, weekdays: true }],
    ['of 30 trajectories', { truth: waving, model: waving, rows: 25, episodes: 30, members: 40 }],
    ['of 12 walks', { truth: walking, model: walking, rows: 30, episodes: 12, members: 40 }],
  ] as const)(
    '%s: nothing is reported in at least 19 of 20 cases',
    (_, made) => {
      const said = SEEDS.map((seed) => feedbackOf(seed, made).sentences);
      expect(said.filter((sentences) => sentences[0] !== NOTHING[0]).length).toBeLessThanOrEqual(1);
    },
    30_000,
  );
});

/** A law with something added to each row. */
const plus =
  (law: Law, extra: (row: number, rows: number) => number): Law =>
  (normal, rows) =>
    law(normal, rows).map((value, row) => value + extra(row, rows));

/** A law whose noise is larger in some rows. */
const noisier =
  (
    isThere: (row: number, rows: number) => boolean,
    level: (row: number, rows: number) => number,
  ): Law =>
  (normal, rows) =>
    Float64Array.from(
      { length: rows },
      (_, row) => level(row, rows) + normal(0, isThere(row, rows) ? 9 : 3),
    );
const even = (level: (row: number, rows: number) => number): Law => noisier(() => false, level);
const hills = (row: number, rows: number) => 60 + 40 * Math.sin((8 * Math.PI * row) / rows);
const isHigh = (row: number, rows: number) => hills(row, rows) > 80;
const isLow = (row: number, rows: number) => hills(row, rows) < 40;
const isRising = (row: number, rows: number) => Math.cos((8 * Math.PI * row) / rows) > 0.5;
const isFalling = (row: number, rows: number) => Math.cos((8 * Math.PI * row) / rows) < -0.5;

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

function walkingTwice(normal: Parameters<Law>[0], rows: number): Float64Array {
  return walking((mean = 0, sd = 1) => normal(mean, 2 * sd), rows);
}

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
