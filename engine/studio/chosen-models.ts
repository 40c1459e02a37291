/** What a later step works with: one calibrated simulator, or the weighted structures of a discovery. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { calibratedInputs } from './calibrated-run.ts';
import type { ProjectData } from './project-data.ts';
import type { ProjectSimulator } from './project-simulator.ts';
import { readCalibratedModel } from './stored-calibration.ts';
import { readMixture } from './stored-mixture.ts';
import { takeUpRun } from './take-up-run.ts';
import { UseCaseError } from './use-case-error.ts';

/** What a run of such a step keeps of the choice. */
export const chosenInputs = {
  ...calibratedInputs,
  /** The discovery whose structures are used together; absent: one simulator. */
  mixture: z.string().exactOptional(),
} as const;

interface ChosenInputs {
  readonly calibration: string;
  readonly digest: string;
  readonly mixture?: string;
}

export interface ModelChoice {
  /** Default: the one that was settled on last. */
  readonly simulator?: string;
  /** Structures with weights instead: of this discovery, or of the last one that has some. */
  readonly mixture?: true | string;
}

/** A structure with the numbers that the data leave possible. */
export interface ChosenModel {
  readonly simulator: ProjectSimulator;
  /** Share of the runs; those of all sum to 1. */
  readonly weight: number;
  /** 90 % range of the weight. */
  readonly low: number;
  readonly high: number;
  /** Row-major [sets, parameters]. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
}

export interface ChosenModels {
  /** The run that calibrated them. */
  readonly run: RunRecord;
  /** Heaviest first; of a single simulator one, with weight 1. */
  readonly models: readonly [ChosenModel, ...ChosenModel[]];
  readonly isMixture: boolean;
  /** Why the weights may be doubted, in sentences. */
  readonly warnings: readonly string[];
}

/** A structure of a mixture as reports tell it. */
export interface StructureReport {
  /** Id in the project. */
  readonly simulator: string;
  readonly title: string;
  readonly weight: number;
  readonly low: number;
  readonly high: number;
}

export interface ChosenRun<Inputs> {
  readonly writer: RunWriter;
  readonly chosen: ChosenModels;
  readonly seed: number;
  readonly inputs: Inputs;
}

/** Throws UseCaseError 'bad-option' for both at once, 'no-calibration', 'no-mixture'. */
export async function readChosenModels(
  project: Project,
  { simulator, mixture }: ModelChoice,
): Promise<ChosenModels> {
  if (mixture === undefined) return single(project, simulator);
  if (simulator === undefined) return mixed(project, mixture === true ? undefined : mixture);
  throw new UseCaseError('bad-option', `simulator: ${simulator} beside all structures`, {
    hint: 'Choose either one simulator or the structures with weights.',
  });
}

/** `own`: what was asked for besides, as it is kept with the run. */
export async function beginChosenRun<Own extends object>(
  project: Project,
  data: Pick<ProjectData, 'name' | 'digest'>,
  { kind, seed }: { readonly kind: string; readonly seed: number },
  chosen: ChosenModels,
  own: Own,
): Promise<ChosenRun<Own & ChosenInputs>> {
  const { run, models, isMixture } = chosen;
  const inputs = {
    ...own,
    calibration: run.id,
    digest: data.digest,
    ...(isMixture && { mixture: run.id }),
  };
  const simulator = models[0].simulator.id;
  const begun = { kind, seed, inputs: { ...inputs }, data: [data.name], simulator };
  return { writer: await project.startRun(begun), chosen, seed, inputs };
}

/** Throws UseCaseError 'nothing-to-resume', ProjectError 'data-changed', 'corrupt'. */
export async function takeUpChosenRun<Inputs extends ChosenInputs>(
  project: Project,
  data: Pick<ProjectData, 'digest'>,
  wanted: {
    readonly kind: string;
    readonly run: string | undefined;
    readonly inputs: z.ZodType<Inputs>;
  },
): Promise<ChosenRun<Inputs>> {
  const { writer, run, inputs } = await takeUpRun(project, {
    ...wanted,
    isSame: ({ digest }) => digest === data.digest,
  });
  const chosen =
    inputs.mixture === undefined
      ? await single(project, run.simulator ?? undefined, inputs.calibration)
      : await mixed(project, inputs.mixture);
  return { writer, chosen, seed: run.seed, inputs };
}

export function structureReports({ models }: Pick<ChosenModels, 'models'>): StructureReport[] {
  return models.map(({ simulator: { id, title }, weight, low, high }) => ({
    simulator: id,
    title,
    weight,
    low,
    high,
  }));
}

/** What people call each of several structures: its title, or its id where titles are alike. */
export function namesOf(
  structures: readonly Pick<StructureReport, 'simulator' | 'title'>[],
): string[] {
  const differ = new Set(structures.map(({ title }) => title)).size === structures.length;
  return structures.map(({ simulator, title }) => (differ ? title : simulator));
}

async function single(project: Project, simulator?: string, run?: string): Promise<ChosenModels> {
  const model = await readCalibratedModel(project, simulator, run);
  const certain = { weight: 1, low: 1, high: 1 };
  return {
    run: model.run,
    models: [{ ...model, ...certain }],
    isMixture: false,
    warnings: [],
  };
}

async function mixed(project: Project, id: string | undefined): Promise<ChosenModels> {
  const { run, models, warnings } = await readMixture(project, id);
  const [first, ...others] = models;
  if (first === undefined) throw new Error(`structures: run ${run.id} kept none`);
  return { run, models: [first, ...others], isMixture: true, warnings };
}
