/** Laws of made-up data and runs, and what feedback says of them. */
import { diagnose } from '../../engine/discover/diagnostics.ts';
import { symptomsOfDiagnosis } from '../../engine/discover/diagnostics-symptoms.ts';
import { createFeedback } from '../../engine/discover/feedback.ts';
import { type Law, type MadeUp, madeDiagnosisInput } from './made-runs.ts';

export const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);
export const NOTHING = ['Nothing systematic is left in the errors.'];

export function feedbackOf(seed: number, made: MadeUp) {
  return createFeedback(symptomsOfDiagnosis(diagnose(madeDiagnosisInput(seed, made))));
}

export const steady: (sd: number) => Law = (sd) => (normal, rows) =>
  Float64Array.from({ length: rows }, () => 20 + normal(0, sd));

export const wave = (row: number, rows: number) =>
  5 + 60 * Math.exp(-(((row - 0.4 * rows) / (0.15 * rows)) ** 2));

/** Noise whose size grows with the level. */
export const waving: Law = (normal, rows) =>
  Float64Array.from({ length: rows }, (_, row) => wave(row, rows) * (1 + normal(0, 0.1)));

/** Every run has an error that lasts. */
export const lasting: (memory: number) => Law = (memory) => (normal, rows) => {
  let error = normal(0, 3 / Math.sqrt(1 - memory ** 2));
  return Float64Array.from({ length: rows }, () => {
    error = memory * error + normal(0, 3);
    return 40 + error;
  });
};

/** A walk: the spread grows from the first row on. */
export const walking: Law = (normal, rows) => {
  let at = 100;
  return Float64Array.from({ length: rows }, () => {
    at += normal(0, 2);
    return at;
  });
};

/** Few units, whole. */
export const counting: Law = (normal, rows) =>
  Float64Array.from({ length: rows }, () => Math.max(0, Math.round(2 + normal(0, 1.4))));

/** A law with something added to each row. */
export const plus =
  (law: Law, extra: (row: number, rows: number) => number): Law =>
  (normal, rows) =>
    law(normal, rows).map((value, row) => value + extra(row, rows));

/** A law whose noise is larger in some rows. */
export const noisier =
  (
    isThere: (row: number, rows: number) => boolean,
    level: (row: number, rows: number) => number,
  ): Law =>
  (normal, rows) =>
    Float64Array.from(
      { length: rows },
      (_, row) => level(row, rows) + normal(0, isThere(row, rows) ? 9 : 3),
    );
export const even = (level: (row: number, rows: number) => number): Law =>
  noisier(() => false, level);
export const hills = (row: number, rows: number) => 60 + 40 * Math.sin((8 * Math.PI * row) / rows);
export const isHigh = (row: number, rows: number) => hills(row, rows) > 80;
export const isLow = (row: number, rows: number) => hills(row, rows) < 40;
export const isRising = (row: number, rows: number) => Math.cos((8 * Math.PI * row) / rows) > 0.5;
export const isFalling = (row: number, rows: number) => Math.cos((8 * Math.PI * row) / rows) < -0.5;

export function walkingTwice(normal: Parameters<Law>[0], rows: number): Float64Array {
  return walking((mean = 0, sd = 1) => normal(mean, 2 * sd), rows);
}
