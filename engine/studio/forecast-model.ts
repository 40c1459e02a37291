/** What comes in the days ahead, from the state at the last observed day: ranges, chances, and how sure they are. */
import { z } from 'zod';
import { decodeText } from '../data/decode.ts';
import { episodesOf } from '../data/episodes.ts';
import { chooseInputModel } from '../forecast/choose-input-model.ts';
import { type Forecast, forecastAhead } from '../forecast/forecast-ahead.ts';
import { inputTaskOf } from '../forecast/future-episode.ts';
import { type InputFile, inputModelFromFile } from '../forecast/input-file.ts';
import { INPUT_MODELS, type InputModel, type InputModelName } from '../forecast/input-model.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode } from '../simulator/simulation.ts';
import {
  beginCalibratedRun,
  type CalibratedRun,
  calibratedInputs,
  takeUpCalibratedRun,
} from './calibrated-run.ts';
import { forecastConditions, forecastWarnings } from './forecast-story.ts';
import { forecastTables } from './forecast-tables.ts';
import { inputLayoutOf } from './input-layout.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { splitSettings } from './split-settings.ts';
import { type CalibratedModel, readCalibratedModel } from './stored-calibration.ts';
import { UseCaseError } from './use-case-error.ts';

const MOST_ROWS = 20_000_000;
const INPUT_MODEL_NAMES = INPUT_MODELS.map(({ name }) => name);

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  horizon: z.int().positive(),
  runs: z.int().positive(),
  particles: z.int().positive(),
  set: z.record(z.string(), z.number()),
  above: z.record(z.string(), z.number()),
  /** An input model's name, or a file's name and text. */
  inputs: z.union([
    z.enum(INPUT_MODEL_NAMES),
    z.strictObject({ file: z.string(), text: z.string() }),
  ]),
  ...calibratedInputs,
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
  /** Parameter or lever -> value from the first row ahead on. */
  readonly set?: Readonly<Record<string, number>>;
  /** Output -> capacity line whose chance of being exceeded is wanted. */
  readonly above?: Readonly<Record<string, number>>;
  /** Runs again what this run, or the last one that was interrupted, was asked; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface ForecastReport {
  readonly run: RunRecord;
  readonly simulator: { readonly id: string; readonly title: string };
  /** What a row is: 'day', 'week', ... */
  readonly timeUnit: string;
  readonly forecast: Forecast;
  /** What the forecast takes as given, in sentences. */
  readonly conditions: readonly string[];
  /** Reasons to doubt it, in sentences. */
  readonly warnings: readonly string[];
}

/** Throws UseCaseError, ForecastError, DataError, ProjectError, ComputeError. */
export async function forecastModel(
  project: Project,
  services: Services,
  options: ForecastOptions,
): Promise<ForecastReport> {
  const data = await readProjectData(project);
  const begun = options.resume
    ? await takeUpCalibratedRun(project, data, {
        kind: 'forecast',
        run: options.resume.run,
        inputs: inputsSchema,
      })
    : await begin(project, data, options);
  const { writer, model, seed, inputs } = begun;
  const { id, title, compiled } = model.simulator;
  const inputModel = await inputModelOf(project, data, model, inputs.inputs);
  const { run, value } = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const forecast = await forecastWith(data, model, inputModel, services, seed, inputs);
      const { declaration } = compiled;
      const conditions = forecastConditions(forecast, declaration, inputModel, inputs.set);
      const warnings = forecastWarnings(forecast, declaration);
      const value = { forecast, conditions, warnings };
      return {
        outcome: { result: value, tables: forecastTables(forecast) },
        isCancelled: false,
        value,
      };
    },
  );
  return { run, simulator: { id, title }, timeUnit: compiled.declaration.time.unit, ...value };
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, simulator, ...options }: ForecastOptions,
): Promise<CalibratedRun<Inputs>> {
  const model = await readCalibratedModel(project, simulator);
  const { declaration } = model.simulator.compiled;
  const { set = {}, above = {}, runs = 4000, particles = 100 } = options;
  const horizon = options.horizon ?? (declaration.time.unit === 'week' ? 4 : 28);
  const episodes = episodesOf(data.dataset, declaration);
  // Before there is a run: a wrong name or file is an error of the call.
  splitSettings(set, declaration);
  refuseUnknownOutputs(above, declaration);
  refuseTooLarge(runs, horizon);
  const chosen = chosenInputs(options.inputs, episodes, declaration, { horizon, seed });
  const inputModel = await inputModelOf(project, data, model, chosen);
  for (const episode of episodes) inputModel.open(inputTaskOf(episode, declaration, horizon));
  const own = { horizon, runs, particles, set: { ...set }, above: { ...above }, inputs: chosen };
  return beginCalibratedRun(project, data, { kind: 'forecast', seed, model }, own);
}

function refuseUnknownOutputs(
  above: Readonly<Record<string, number>>,
  { outputs }: Declaration,
): void {
  const unknown = Object.keys(above).find((name) => !Object.hasOwn(outputs, name));
  if (unknown === undefined) return;
  throw new UseCaseError('bad-option', `output: no ${unknown}`, {
    hint: `One of: ${Object.keys(outputs).join(', ')}.`,
  });
}

/** Every run's every row is held at once. */
function refuseTooLarge(runs: number, horizon: number): void {
  if (runs * horizon <= MOST_ROWS) return;
  throw new UseCaseError('bad-option', `forecast: ${runs} runs of ${horizon} rows`, {
    hint: `Runs times rows may be ${MOST_ROWS} at most.`,
  });
}

function chosenInputs(
  inputs: ForecastOptions['inputs'],
  episodes: readonly Episode[],
  declaration: Declaration,
  { horizon, seed }: { readonly horizon: number; readonly seed: number },
): Inputs['inputs'] {
  if (typeof inputs === 'object') return { file: inputs.file, text: decodeText(inputs.bytes).text };
  if (inputs !== undefined) return inputs;
  const tasks = episodes.map((episode) => inputTaskOf(episode, declaration, horizon));
  return chooseInputModel(tasks, seed).name;
}

async function inputModelOf(
  project: Project,
  data: ProjectData,
  { simulator }: CalibratedModel,
  inputs: Inputs['inputs'],
): Promise<InputModel> {
  if (typeof inputs === 'string') return INPUT_MODELS.find(({ name }) => name === inputs)!;
  const layout = await inputLayoutOf(project, data, simulator.compiled.declaration);
  const bytes = new TextEncoder().encode(inputs.text);
  return inputModelFromFile({ file: inputs.file, bytes }, layout);
}

function forecastWith(
  { dataset }: ProjectData,
  { simulator, parameterSets, sets }: CalibratedModel,
  inputs: InputModel,
  { simulate, signal, onProgress }: Services,
  seed: number,
  { horizon, runs, particles, set, above }: Inputs,
): Promise<Forecast> {
  const { compiled } = simulator;
  const { declaration } = compiled;
  return forecastAhead({
    simulate,
    program: programOf(compiled),
    declaration,
    episodes: episodesOf(dataset, declaration),
    parameterSets,
    sets,
    horizon,
    inputs,
    runs,
    particles,
    seed,
    above,
    ...splitSettings(set, declaration),
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.({ phase: 'Forecasting', done, total, unit: 'runs' }),
  });
}
