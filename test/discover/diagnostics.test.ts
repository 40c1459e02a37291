import { describe, expect, it } from 'vitest';
import type { PointScore } from '../../engine/discover/candidate.ts';
import { type DiagnosisInput, diagnose } from '../../engine/discover/diagnostics.ts';
import {
  disagreementsBetween,
  symptomsOfDisagreements,
} from '../../engine/discover/diagnostics-disagreement.ts';
import { symptomsOfDiagnosis } from '../../engine/discover/diagnostics-symptoms.ts';
import { createFeedback } from '../../engine/discover/feedback.ts';
import { source } from '../trust/series.ts';
import { madeDiagnosisInput, pointOf } from './made-runs.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

/** A diagnosis in which the residuals are honest. */
function diagnosisOf(changes: Partial<DiagnosisInput> = {}) {
  const law = (normal: (mean?: number, sd?: number) => number, rows: number) =>
    Float64Array.from({ length: rows }, () => normal(20, 3));
  return diagnose({
    ...madeDiagnosisInput(3, { truth: law, model: law, rows: 40, members: 30 }),
    ...changes,
  });
}

const idsOf = (changes: Partial<DiagnosisInput>) =>
  symptomsOfDiagnosis(diagnosisOf(changes)).map(({ id }) => id);

/** Free runs on 40 trajectories, and single steps whose scores have another scale; PIT as the model deserves. */
function pointsOf(seed: number, pit: (uniform: number, row: number) => number) {
  const { uniform } = source(seed);
  const points = new Map<string, PointScore>();
  for (let episode = 0; episode < 40; episode++) {
    for (let row = 1; row <= 20; row++) {
      const free = pointOf({ lead: row, crps: 0.1 * row, pit: pit(uniform(), row) });
      points.set(`of ${episode}|free beds ${row}`, free);
      points.set(`of ${episode}|step beds ${row}`, pointOf({ crps: 100, pit: uniform() }));
    }
  }
  return points;
}

/** Twice as far from the middle in normal deviations, roughly: the model says half the spread. */
const halved = (u: number) => Math.min(1, Math.max(0, 0.5 + 2 * (u - 0.5)));

describe('held-out points', () => {
  it('are gathered by lead, without single steps', () => {
    const [output] = diagnosisOf({ points: pointsOf(1, (u) => u) }).outputs;
    const bands = output?.leads.bands.map(({ from, to, points, crps }) => [from, to, points, crps]);
    expect(bands).toEqual([
      [1, 1, 40, expect.closeTo(0.1, 9)],
      [2, 3, 80, expect.closeTo(0.25, 9)],
      [4, 7, 160, expect.closeTo(0.55, 9)],
      [8, 14, 280, expect.closeTo(1.1, 9)],
      [15, Number.POSITIVE_INFINITY, 240, expect.closeTo(1.75, 9)],
    ]);
    expect(output?.leads.growth).toBeCloseTo(17.5, 9);
  });

  it('say nothing of ranges that hold, in at least 19 of 20 cases', () => {
    const said = SEEDS.filter((seed) => idsOf({ points: pointsOf(seed, (u) => u) }).length > 0);
    expect(said.length).toBeLessThanOrEqual(1);
  });

  it('show ranges that are too narrow, with the counts', () => {
    for (const seed of SEEDS) {
      const [symptom] = symptomsOfDiagnosis(diagnosisOf({ points: pointsOf(seed, halved) }));
      expect(symptom?.id).toBe('too-narrow');
      expect(symptom?.evidence).toMatch(
        /^\d+ of 1600 values not seen lie in the range that should hold 1280 of them$/,
      );
    }
  });

  it('show ranges that hold nearby and fail far ahead', () => {
    const far = (u: number, row: number) => (row >= 8 ? halved(u) : u);
    for (const seed of SEEDS) {
      const symptom = symptomsOfDiagnosis(diagnosisOf({ points: pointsOf(seed, far) })).find(
        ({ id }) => id === 'fails-far-ahead',
      );
      expect(symptom?.evidence).toMatch(
        /^8 to 14 steps ahead \d+ % of the values lie in the range that should hold 80 %, and the error is 11 times that 1 step ahead$/,
      );
    }
  });

  it('do not call counts of few units too wide for their ties', () => {
    expect(idsOf({ points: pointsOf(1, (u) => 0.3 + 0.4 * u) })).toEqual([]);
  });

  it('of a single path that is off count as one draw', () => {
    const points = new Map(
      Array.from({ length: 20 }, (_, i) => {
        const row = i + 30;
        return [`free before 50|1 beds ${row}`, pointOf({ lead: row, pit: 0.99 })] as const;
      }),
    );
    const [output] = diagnosisOf({ points }).outputs;
    expect(output?.leads.range?.inside).toBe(0);
    expect(output?.leads.range?.effectivePoints).toBeLessThanOrEqual(2);
    expect(idsOf({ points })).toEqual([]);
  });
});

describe('parameters', () => {
  const stay = {
    prior: { kind: 'uniform', low: 1, high: 30 },
    unit: 'days',
    meaning: 'mean stay',
  } as const;
  const noise = {
    prior: { kind: 'uniform', low: 0, high: 9 },
    unit: '',
    meaning: 'noise',
  } as const;
  const declaration = {
    parameters: {
      stay,
      noise,
      free: { ...stay, prior: { kind: 'log-normal', median: 3, sigma: 1 } as const },
    },
    outputs: {
      beds: {
        unit: 'beds',
        meaning: 'beds',
        kind: 'count',
        noise: { kind: 'normal', sd: 'noise' },
      },
    },
  } as const;

  it('at a bound are named with the bound, noise left out', () => {
    const found = symptomsOfDiagnosis(
      diagnosisOf({ declaration, parameters: { stay: 29.99, noise: 0, free: 1e-9 } }),
    );
    expect(createFeedback(found).sentences).toEqual([
      'stay: its best value lies at the edge of what was allowed (mean stay: 30 days, and the greatest allowed is 30 days).',
    ]);
    expect(idsOf({ declaration, parameters: { stay: 15, noise: 0, free: 3 } })).toEqual([]);
  });

  it('that the draws do not narrow are named', () => {
    const { uniform, normal } = source(4);
    const sets = Float64Array.from({ length: 900 }, (_, i) =>
      i % 3 === 0 ? 1 + 29 * uniform() : i % 3 === 1 ? normal(4, 0.1) : Math.exp(normal(1, 0.05)),
    );
    const parameters = { stay: 15, noise: 4, free: 3 };
    const found = symptomsOfDiagnosis(
      diagnosisOf({ declaration, parameters, draws: { sets, count: 300 } }),
    );
    expect(found.map(({ id, output }) => [id, output])).toEqual([['not-identified', 'stay']]);
  });
});

describe('rules and failures', () => {
  it('are told as they were seen', () => {
    const rule = {
      kind: 'at-most',
      series: 'beds',
      value: 20,
      sentence: 'Beds never exceed 20',
    } as const;
    const text = 'Beds never exceed 20: 3 of 100 runs do not keep it, first on row 12 with beds 23';
    const base = diagnosisOf();
    const failure = { run: 7, step: 3, module: 'stay', reason: 'error', detail: 'no bed' } as const;
    const { run } = madeDiagnosisInput(3, {
      truth: () => new Float64Array(9),
      model: () => new Float64Array(9),
      rows: 9,
      members: 10,
    });
    const said = createFeedback(
      symptomsOfDiagnosis({
        ...base,
        rules: [
          { rule, broken: 0.03, text },
          { rule, broken: 0, text: '' },
        ],
      }),
    );
    expect(said.sentences).toEqual([
      `beds: the model does not keep a rule that was stated (${text}).`,
    ]);
    const failed = diagnosisOf({ run: { ...run, failures: [failure, { ...failure, step: 4 }] } });
    expect(createFeedback(symptomsOfDiagnosis(failed)).sentences).toEqual([
      'stay: the model breaks its own rules in some runs (1 of 10 runs, first in stay: no bed).',
    ]);
  });
});

describe('structures that are equally good', () => {
  /** 30 trajectories of 20 rows; each point scatters by itself. */
  function scoreOf(seed: number, extra: (row: number) => number) {
    const { normal } = source(seed);
    const points = new Map<string, PointScore>();
    for (let episode = 0; episode < 30; episode++)
      for (let row = 1; row <= 20; row++)
        points.set(
          `of ${episode}|free beds ${row}`,
          pointOf({ lead: row, crps: 0.4 + extra(row) + normal(0, 0.1) }),
        );
    const values = [...points.values()];
    return { points, value: values.reduce((sum, { crps }) => sum + crps, 0) / values.length };
  }

  it('are said to differ where they do', () => {
    for (const seed of SEEDS) {
      const found = disagreementsBetween([
        { name: 'one phase', score: scoreOf(seed, (row) => (row <= 10 ? 0.1 : -0.1)) },
        { name: 'two phases', score: scoreOf(100 + seed, (row) => (row <= 10 ? -0.1 : 0.1)) },
      ]);
      expect(found.map(({ output, better, worse }) => [output, better, worse])).toEqual([
        [
          'beds',
          ...(found[0]?.where === 'in the first third'
            ? ['two phases', 'one phase']
            : ['one phase', 'two phases']),
        ],
      ]);
      expect(symptomsOfDisagreements(found)[0]?.evidence).toMatch(
        /" errs by \d+ % of the usual variation, ".+" by \d+ %$/,
      );
    }
  });

  it('are not said to differ by chance, nor where one is better on the whole', () => {
    const chance = SEEDS.filter(
      (seed) =>
        disagreementsBetween([
          { name: 'a', score: scoreOf(seed, () => 0) },
          { name: 'b', score: scoreOf(100 + seed, () => 0) },
          { name: 'c', score: scoreOf(200 + seed, () => 0) },
        ]).length > 0,
    );
    expect(chance.length).toBeLessThanOrEqual(1);
    expect(
      disagreementsBetween([
        { name: 'a', score: scoreOf(1, () => 0) },
        { name: 'b', score: scoreOf(2, () => 0.2) },
      ]),
    ).toEqual([]);
  });
});
