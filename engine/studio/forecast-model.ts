/** What comes in the days ahead, from the state at the last observed day: ranges, chances, and how sure they are. */
import { z } from 'zod';
import { episodesOf } from '../data/episodes.ts';
import { type Forecast, forecastAhead } from '../forecast/forecast-ahead.ts';
import { inputTaskOf } from '../forecast/future-episode.ts';
import type { InputFile } from '../forecast/input-file.ts';
import type { InputModelName } from '../forecast/input-model.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { programOf } from '../simulator/program-of.ts';
import {
  beginChosenRun,
  type ChosenModel,
  type ChosenModels,
  type ChosenRun,
  chosenInputs,
  readChosenModels,
  takeUpChosenRun,
} from './chosen-models.ts';
import { chosenFutureInputs, futureInputModel, futureInputsSchema } from './forecast-inputs.ts';
import { forecastMixture, type MixedStructure } from './forecast-mixture.ts';
import { forecastConditions, forecastWarnings } from './forecast-story.ts';
import { forecastTables } from './forecast-tables.ts';
import { splitMixedSettings } from './mixed-settings.ts';
import { type MixtureReport, mixtureReport, mixtureTables } from './mixture-report.ts';
import { mixtureConditions, mixtureWarnings } from './mixture-story.ts';
import { outputsOfAll } from './outputs-of-all.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { UseCaseError } from './use-case-error.ts';

const MOST_ROWS = 20_000_000;

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  horizon: z.int().positive(),
  runs: z.int().positive(),
  particles: z.int().positive(),
  set: z.record(z.string(), z.number()),
  above: z.record(z.string(), z.number()),
  inputs: futureInputsSchema,
  ...chosenInputs,
});
type Inputs = z.infer<typeof inputsSchema>;

export interface ForecastOptions {
  readonly seed: number;
  /** Rows ahead of the last observed one; default 28, of weekly data 4. */
  readonly horizon?: number;
  /**
   * What the inputs are in the rows ahead: an input model, or a file. Default: chooseInputModel.
   */
  readonly inputs?: InputModelName | InputFile;
  /** Runs of each trajectory, about; default 4000. */
  readonly runs?: number;
  /** Runs that share one draw of the parameters; default 100. */
  readonly particles?: number;
  readonly simulator?: string;
  /** Structures with weights instead of one: of this discovery, or of the last one that has some. */
  readonly mixture?: true | string;
  /** Parameter or lever -> value from the first row ahead on. */
  readonly set?: Readonly<Record<string, number>>;
  /** Output -> capacity line whose chance of being exceeded is wanted. */
  readonly above?: Readonly<Record<string, number>>;
  /** Runs again what this run, or the last one that was interrupted, was asked; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface ForecastReport {
  readonly run: RunRecord;
  /** Of a mixture the heaviest. */
  readonly simulator: { readonly id: string; readonly title: string };
  /** What a row is: 'day', 'week', ... */
  readonly timeUnit: string;
  readonly forecast: Forecast;
  /** What the forecast takes as given, in sentences. */
  readonly conditions: readonly string[];
  /** Reasons to doubt it, in sentences. */
  readonly warnings: readonly string[];
  /** Present where structures with weights were forecast together. */
  readonly mixture?: MixtureReport;
}

/** Throws UseCaseError, ForecastError, DataError, ProjectError, ComputeError. */
export async function forecastModel(
  project: Project,
  services: Services,
  options: ForecastOptions,
): Promise<ForecastReport> {
  const data = await readProjectData(project);
  const { writer, chosen, seed, inputs } = options.resume
    ? await takeUpChosenRun(project, data, {
        kind: 'forecast',
        run: options.resume.run,
        inputs: inputsSchema,
      })
    : await begin(project, data, options);
  const [{ simulator }] = chosen.models;
  const structures = await structuresOf(project, data, chosen, services, inputs);
  const { run, value } = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const { tables, ...value } = chosen.isMixture
        ? await mixed(chosen, structures, services, seed, inputs)
        : await single(structures, services, seed, inputs);
      return { outcome: { result: value, tables }, isCancelled: false, value };
    },
  );
  const { id, title, compiled } = simulator;
  return { run, simulator: { id, title }, timeUnit: compiled.declaration.time.unit, ...value };
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, ...options }: ForecastOptions,
): Promise<ChosenRun<Inputs>> {
  const chosen = await readChosenModels(project, options);
  const declarations = chosen.models.map(({ simulator }) => simulator.compiled.declaration);
  const { set = {}, above = {}, runs = 4000, particles = 100 } = options;
  const horizon = options.horizon ?? defaultHorizon(declarations[0]);
  // Before there is a run: a wrong name or file is an error of the call.
  splitMixedSettings(set, declarations);
  refuseUnknownOutputs(above, declarations);
  refuseTooLarge(runs, horizon);
  const tasks = declarations.map((declaration) =>
    episodesOf(data.dataset, declaration).map((episode) =>
      inputTaskOf(episode, declaration, horizon),
    ),
  );
  const inputs = chosenFutureInputs(options.inputs, tasks.flat(), seed);
  for (const [k, declaration] of declarations.entries()) {
    const inputModel = await futureInputModel(project, data, declaration, inputs);
    for (const task of tasks[k] ?? []) inputModel.open(task);
  }
  const own = { horizon, runs, particles, set: { ...set }, above: { ...above }, inputs };
  return beginChosenRun(project, data, { kind: 'forecast', seed }, chosen, own);
}

/** Rows ahead where nothing else is asked for: four weeks. */
export function defaultHorizon(declaration: Pick<Declaration, 'time'> | undefined): number {
  return declaration?.time.unit === 'week' ? 4 : 28;
}

/** Throws UseCaseError 'bad-option'. */
export function refuseUnknownOutputs(
  above: Readonly<Record<string, number>>,
  declarations: readonly Declaration[],
): void {
  const known = outputsOfAll(declarations);
  const unknown = Object.keys(above).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UseCaseError('bad-option', `output: no ${unknown}`, {
    hint: `One of: ${known.join(', ')}.`,
  });
}

/** Every run's every row is held at once. */
function refuseTooLarge(runs: number, horizon: number): void {
  if (runs * horizon <= MOST_ROWS) return;
  throw new UseCaseError('bad-option', `forecast: ${runs} runs of ${horizon} rows`, {
    hint: `Runs times rows may be ${MOST_ROWS} at most.`,
  });
}

type Structures = readonly [MixedStructure, ...MixedStructure[]];

async function structuresOf(
  project: Project,
  data: ProjectData,
  { models }: ChosenModels,
  { simulate, signal }: Services,
  { inputs, set }: Inputs,
): Promise<Structures> {
  const settings = splitMixedSettings(
    set,
    models.map(({ simulator }) => simulator.compiled.declaration),
  );
  const structure = async (
    { simulator, weight, parameterSets, sets }: ChosenModel,
    k: number,
  ): Promise<MixedStructure> => {
    const { declaration } = simulator.compiled;
    return {
      simulate,
      program: programOf(simulator.compiled),
      declaration,
      episodes: episodesOf(data.dataset, declaration),
      inputs: await futureInputModel(project, data, declaration, inputs),
      ...settings[k],
      ...{ weight, parameterSets, sets },
      ...(signal && { signal }),
    };
  };
  const [first, ...others] = models;
  return [
    await structure(first, 0),
    ...(await Promise.all(others.map((model, k) => structure(model, k + 1)))),
  ];
}

/** What both ways have in common: how many runs are done, and what is asked. */
function askedOf({ onProgress }: Services, seed: number, inputs: Inputs) {
  const { horizon, runs, particles, above } = inputs;
  return {
    ...{ horizon, runs, particles, above, seed },
    onProgress: (done: number, total: number) =>
      onProgress?.({ phase: 'Forecasting', done, total, unit: 'runs' }),
  };
}

async function single([structure]: Structures, services: Services, seed: number, inputs: Inputs) {
  const { declaration } = structure;
  const forecast = await forecastAhead({ ...structure, ...askedOf(services, seed, inputs) });
  return {
    forecast,
    conditions: forecastConditions(forecast, declaration, structure.inputs, inputs.set),
    warnings: forecastWarnings(forecast, declaration),
    tables: forecastTables(forecast),
  };
}

async function mixed(
  chosen: ChosenModels,
  structures: Structures,
  services: Services,
  seed: number,
  inputs: Inputs,
) {
  const made = await forecastMixture({ structures, ...askedOf(services, seed, inputs) });
  const { forecast } = made;
  const mixture = mixtureReport(chosen, made);
  const [first, ...others] = structures;
  const declarations = [
    first.declaration,
    ...others.map(({ declaration }) => declaration),
  ] as const;
  return {
    forecast,
    conditions: mixtureConditions(forecast, declarations, first.inputs, inputs.set, mixture),
    warnings: mixtureWarnings(chosen, made, first.declaration),
    mixture,
    tables: { ...forecastTables(forecast), ...mixtureTables(forecast, mixture) },
  };
}
