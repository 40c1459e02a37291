/** Calibrates a candidate of a discovery with intervals: on all rows for use, on the training rows for the check. */
import { calibrateByCmaEs } from '../calibrate/es/calibrate.ts';
import { type CalibrationResult, calibrationResultSchema } from '../calibrate/result.ts';
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import { replicationsFor } from '../discover/calibrate-candidate.ts';
import type { Evaluated } from '../discover/candidate.ts';
import type { Fact } from '../discover/clues.ts';
import { factsAsData } from '../discover/fact-check.ts';
import { programOf } from '../simulator/program-of.ts';
import type { ModelRequest } from './model-request.ts';

/** Evaluations of the calibrations whose intervals are kept. */
const SEARCH = 1500;
const INTERVALS = { replicates: 24, evaluations: 150 };
interface CalibrationData {
  readonly dataset: Dataset;
  /** Stated totals: data, too. */
  readonly facts: readonly Fact[];
  readonly seed: number;
}

/** The result of an interrupted run of the same request, where it had come so far. */
export async function calibrateStructure(
  {
    simulate,
    signal,
    onEvent,
    memo,
  }: Pick<ModelRequest, 'simulate' | 'signal' | 'onEvent' | 'memo'>,
  { compiled, parameters, proposal, mode }: Evaluated,
  { dataset, facts, seed }: CalibrationData,
): Promise<CalibrationResult> {
  const { declaration } = compiled;
  const key = `calibration ${seed} ${proposal.id}`;
  const stored = calibrationResultSchema.safeParse(memo?.get(key));
  if (stored.success) return stored.data;
  const { episodes, scales } = factsAsData(episodesOf(dataset, declaration), declaration, facts);
  const result = await calibrateByCmaEs(
    {
      program: programOf(compiled),
      declaration,
      episodes,
      scales,
      simulate,
      mode,
      replications: replicationsFor(episodes),
    },
    {
      seed,
      budget: SEARCH,
      start: parameters,
      restarts: 'ipop',
      intervals: INTERVALS,
      ...(signal && { signal }),
      onProgress: ({ done, total }) =>
        onEvent?.({ kind: 'progress', done, total, unit: 'evaluations' }),
    },
  );
  if (result.stopped === 'cancelled') return result;
  await memo?.set(key, result);
  return result;
}
