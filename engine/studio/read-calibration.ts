/** A calibration of a project as a person looks at it: what was possible before, what the data left of it. */
import { z } from 'zod';
import { priorDistribution } from '../calibrate/prior.ts';
import { calibrationMethod } from '../calibrate/registry.ts';
import { drawPriors } from '../calibrate/sbi/simulated.ts';
import type { Project } from '../project/project.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { narrowedShare, priorRange } from '../trust/narrowing.ts';
import { hardlyToldApart } from '../trust/told-apart.ts';
import type { CalibrationView } from './contract/calibration-view.ts';
import { type CalibratedModel, readCalibratedModel } from './stored-calibration.ts';
import { UseCaseError } from './use-case-error.ts';

/** Sets, and draws of the prior beside them. */
const MOST_SETS = 2000;
const PRIOR_SEED = 1;

/** What a calibration says of its choice; a discovery has none. */
const choiceSchema = z.looseObject({ chosen: z.looseObject({ because: z.string().optional() }) });

/**
 * Of `run`: a calibration, or a discovery (of its best structure); else of the last run that calibrated `simulator`
 * (readProjectSimulator). Throws UseCaseError 'no-calibration', ProjectError 'not-found'.
 */
export async function readCalibration(
  project: Project,
  { run, simulator }: { readonly run?: string; readonly simulator?: string },
): Promise<CalibrationView> {
  const model =
    run === undefined
      ? await readCalibratedModel(project, simulator)
      : await modelOfRun(project, run);
  const stored = choiceSchema.safeParse(await project.readResult(model.run.id)).data;
  return calibrationView(model, stored?.chosen.because ?? null);
}

async function modelOfRun(project: Project, run: string): Promise<CalibratedModel> {
  const { simulator } = await project.readRun(run);
  if (simulator !== null) return readCalibratedModel(project, simulator, run);
  throw new UseCaseError('no-calibration', `run: ${run} calibrated no simulator`, {
    hint: 'Choose a calibration, or a discovery that found a structure.',
  });
}

function calibrationView(
  { run, simulator, calibration, rows }: CalibratedModel,
  because: string | null,
): CalibrationView {
  const { method, setsAre, level, stopped, evaluations, notes } = calibration;
  const { words, kind } = calibrationMethod(method);
  const { declaration } = simulator.compiled;
  const sets = columnsOf(calibration.sets, calibration.intervals.length);
  return {
    run: run.id,
    simulator: simulator.id,
    title: simulator.title,
    method: { id: method, words, kind, because },
    rows,
    ranges: setsAre,
    level,
    stopped,
    evaluations,
    parameters: parametersOf(calibration, declaration),
    sets,
    priorSets: priorSetsOf(calibration, declaration),
    correlations: hardlyToldApart(
      calibration.intervals.map(({ name }, i) => ({
        name,
        meaning: declaration.parameters[name]?.meaning ?? '',
        values: sets[i] ?? new Float64Array(0),
      })),
    ),
    notes: [...notes],
  };
}

type Calibration = CalibratedModel['calibration'];

function parametersOf(
  { intervals, setsAre, level }: Calibration,
  { parameters }: Declaration,
): CalibrationView['parameters'] {
  return intervals.flatMap(({ name, value, low, high }) => {
    const declared = parameters[name];
    if (declared === undefined) return [];
    const { meaning, unit, prior } = declared;
    const before = priorRange(prior, level);
    return [
      {
        ...{ name, meaning, unit, value, low, high, prior },
        priorLow: before.low,
        priorHigh: before.high,
        narrowed: setsAre === 'none' ? null : narrowedShare(prior, { low, high }, level),
      },
    ];
  });
}

/** One array a parameter. */
function columnsOf(sets: Calibration['sets'], parameters: number): Float64Array<ArrayBuffer>[] {
  const rows = sets.slice(0, MOST_SETS);
  if (rows.length === 0) return [];
  return Array.from({ length: parameters }, (_, i) =>
    Float64Array.from(rows, (row) => row[i] ?? Number.NaN),
  );
}

function priorSetsOf(
  { intervals }: Calibration,
  { parameters }: Declaration,
): Float64Array<ArrayBuffer>[] {
  const priors = intervals.flatMap(({ name }) => {
    const prior = parameters[name]?.prior;
    return prior ? [priorDistribution(prior)] : [];
  });
  const draws = drawPriors(priors, MOST_SETS, PRIOR_SEED);
  return priors.map((_, i) =>
    Float64Array.from(
      { length: MOST_SETS },
      (_row, k) => draws[k * priors.length + i] ?? Number.NaN,
    ),
  );
}
