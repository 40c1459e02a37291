/** Free runs made by hand, with laws that are known. */
import type { PointScore } from '../../engine/discover/candidate.ts';
import type { DiagnosisInput } from '../../engine/discover/diagnostics.ts';
import type { FreeRun, ObservedOutput } from '../../engine/discover/free-run.ts';
import { source } from '../trust/series.ts';

/** One record of outputs an episode, each row-major [rows, members]. */
export function madeRun(
  simulated: readonly Readonly<Record<string, Float64Array>>[],
  members: number,
  observed: readonly ObservedOutput[] = [],
): FreeRun {
  return {
    members,
    episodes: simulated.length,
    observed,
    failures: [],
    simulated: (output, episode) => simulated[episode]?.[output],
    lastRow: (output) => simulated[0]?.[output]?.slice(-members) ?? new Float64Array(0),
  };
}

/** One run of a system: `rows` values. `normal` draws from the run's own stream. */
export type Law = (normal: (mean?: number, sd?: number) => number, rows: number) => Float64Array;

export interface MadeUp {
  readonly truth: Law;
  readonly model: Law;
  readonly rows: number;
  readonly members?: number;
  readonly episodes?: number;
  readonly weekdays?: boolean;
  readonly points?: ReadonlyMap<string, PointScore>;
}

/** Data drawn from one law, runs from another. */
export function madeDiagnosisInput(seed: number, made: MadeUp): DiagnosisInput {
  const { truth, model, rows, members = 100, episodes = 1, weekdays = false } = made;
  const run = (law: Law, stream: number) => law(source(1000 * seed + stream).normal, rows);
  const observed = Array.from({ length: episodes }, (_, episode): ObservedOutput => {
    const ensemble = new Float64Array(rows * members);
    for (let member = 0; member < members; member++) {
      const values = run(model, (episode + 1) * 1_000_000 + member);
      for (let row = 0; row < rows; row++) ensemble[row * members + member] = values[row] ?? 0;
    }
    return {
      ...{ output: 'beds', episode, ensemble, observed: run(truth, episode) },
      ...(weekdays && { weekdays: Array.from({ length: rows }, (_, row) => row % 7) }),
    };
  });
  return {
    declaration: {
      outputs: { beds: { unit: 'beds', meaning: 'occupied beds', kind: 'continuous' } },
      parameters: {},
    },
    run: madeRun(
      observed.map(({ ensemble }) => ({ beds: ensemble })),
      members,
      observed,
    ),
    parameters: {},
    points: made.points ?? new Map(),
    facts: [],
    rules: [],
  };
}

export function pointOf(point: Partial<PointScore> = {}): PointScore {
  return { output: 'beds', lead: 1, crps: 0.2, logDensity: -1, pit: 0.5, ...point };
}
