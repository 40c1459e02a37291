/** A check with every part, as the engine tells of it. */
import type { TrustView } from '../../engine/studio/contract/trust-view.ts';

const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/** Bands of 2, 4, 6 around each middle. */
export function forecast(middles: readonly number[], observed: readonly number[]) {
  return {
    trajectory: 'all',
    output: 'occupied_beds',
    unit: 'patients',
    rows: Float64Array.from(middles, (_, i) => 53 + i),
    dates: middles.map((_, i) => `2024-02-${String(23 + i).padStart(2, '0')}`),
    observed: Float64Array.from(observed),
    levels: LEVELS,
    values: Float64Array.from(
      middles.flatMap((middle) => [-6, -4, -2, 0, 2, 4, 6].map((offset) => middle + offset)),
    ),
  };
}

const places = [0.25, 0.5, 0.75];
const rank = {
  count: 200,
  possible: 101,
  places,
  difference: [0.01, 0.12, 0.02],
  low: [-0.08, -0.1, -0.08],
  high: [0.08, 0.1, 0.08],
  widthFactor: 1,
  shift: 0,
};
const curve = {
  levels: [0.5, 0.8, 0.95],
  covered: [0.48, 0.79, 0.96],
  low: [0.4, 0.7, 0.9],
  high: [0.6, 0.9, 1],
};

export const TRUST: TrustView = {
  run: '0003-check',
  simulator: 'ward',
  title: 'Ward with one phase',
  verdict: {
    kind: 'usable-with-care',
    headline: 'Usable with care: good for orientation.',
    facts: [
      { speaks: 'for', text: 'occupied_beds: 40 % better than the last value.' },
      { speaks: 'against', text: 'The ranges of mean_stay are too narrow.' },
      { speaks: 'neither', text: 'Nothing else was checked.' },
    ],
    warnings: ['Only 4 days could be checked.'],
  },
  conditions: ['Arrivals of the days not seen are taken as known.'],
  parts: {
    misspecification: {
      kind: 'done',
      result: {
        kind: 'outside',
        dataSets: 300,
        distancePValue: 0.03,
        extremePValue: 0.2,
        outside: [
          { label: 'peak of occupied_beds', observed: 90, low: 20, high: 60, direction: 'above' },
        ],
        outsideCount: 1,
        summary: 'The model hardly makes such data: the peak of occupied_beds is higher.',
        warnings: [],
      },
    },
    priorPredictive: { kind: 'skipped', reason: 'Too many rows.' },
    posteriorPredictive: {
      kind: 'done',
      result: {
        runs: 400,
        failed: 0,
        outputs: [],
        summary: 'Runs look like the data.',
        warnings: [],
      },
    },
    sbc: {
      kind: 'done',
      result: {
        dataSets: 200,
        draws: 100,
        parameters: [
          { ...rank, kind: 'as-claimed', name: 'beds', text: 'beds: the ranges hold.' },
          {
            ...rank,
            kind: 'too-narrow',
            name: 'mean_stay',
            text: 'mean_stay: too sure of itself.',
          },
        ],
        summary: 'The ranges of mean_stay do not hold what they claim.',
        warnings: [],
      },
    },
    expectedCoverage: {
      kind: 'done',
      result: {
        regions: 'central',
        dataSets: 200,
        curves: [{ ...curve, kind: 'as-claimed', at: [{ level: 0.8, covered: 0.79 }] }],
        summary: 'The 80 % ranges held the truth in 79 % of 200 made-up data sets.',
        warnings: [],
      },
    },
    tarp: { kind: 'skipped', reason: 'Calibrate with npe for this check.' },
    posteriorSbc: { kind: 'skipped', reason: 'This method answers for the observed data only.' },
    recovery: {
      kind: 'done',
      result: {
        parameters: [{ name: 'mean_stay', contraction: 0.9, text: 'mean_stay: 90 % narrower.' }],
        warnings: [],
      },
    },
    identifiability: {
      kind: 'done',
      result: {
        count: 200,
        notNarrowed: [],
        atBound: [],
        pairs: [
          {
            names: ['mean_stay', 'admitted_share'],
            relation: 'product',
            rankCorrelation: -0.9,
            explained: 0.8,
            text: 'mean_stay and admitted_share: only their product is known.',
          },
        ],
        summary: 'The data cannot tell one pair apart.',
        warnings: [],
      },
    },
    heldOut: {
      kind: 'done',
      result: {
        timeUnit: 'day',
        horizon: 4,
        outputs: [
          {
            output: 'occupied_beds',
            unit: 'patients',
            points: 40,
            origins: 10,
            wis: 3,
            crps: 2,
            coverage: [0.5, 0.8, 0.95].map((level) => ({
              level,
              covered: level - 0.02,
              low: level - 0.1,
              high: level + 0.05,
              kind: 'as-claimed' as const,
            })),
            naive: [
              { label: 'last value', wis: 5, modelWis: 3, skill: 0.4 },
              { label: 'same day last week', wis: 4, modelWis: 3, skill: 0.25 },
            ],
          },
        ],
      },
    },
  },
  heldOut: [forecast([20, 22, 24, 26], [21, 25, 30, 26])],
  rolling: [{ ...forecast([20, 22, 24], [20, 22, 24]), lead: 1 }],
  wouldChange: [
    'If the ranges of mean_stay were 1.5 times as wide, nothing would speak against it.',
  ],
  weaknesses: ['It misses the peak of occupied_beds.'],
};
