/** Runs the calibrated simulator, or all structures of a discovery, many times, and says what comes out in ranges. */
import { z } from 'zod';
import { episodesOf } from '../data/episodes.ts';
import { runsOfStructures } from '../export/runtime/mixed-trajectories.ts';
import { trajectoryRequest } from '../export/runtime/trajectory-request.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Table } from '../project/table.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode, Failure, Intervention } from '../simulator/simulation.ts';
import {
  beginChosenRun,
  type ChosenModels,
  type ChosenRun,
  chosenInputs,
  namesOf,
  readChosenModels,
  type StructureReport,
  structureReports,
  takeUpChosenRun,
} from './chosen-models.ts';
import { MixedRuns, type ReadableRuns } from './mixed-runs.ts';
import { ignoredSettings, splitMixedSettings } from './mixed-settings.ts';
import { outputsLeftOut, outputsOfAll } from './outputs-of-all.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import { type OutputRange, rangesOf, summaryOf } from './run-ranges.ts';
import type { Services } from './services.ts';
import { TrajectoryRuns } from './trajectory-runs.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  runs: z.int().positive(),
  set: z.record(z.string(), z.number()),
  ...chosenInputs,
});
type Inputs = z.infer<typeof inputsSchema>;

export interface SimulateOptions {
  readonly seed: number;
  /** Trajectories of each episode together; default 200. */
  readonly runs?: number;
  readonly simulator?: string;
  /** Structures with weights instead of one: of this discovery, or of the last one that has some. */
  readonly mixture?: true | string;
  /** Parameter or lever -> value that replaces what was calibrated or recorded. */
  readonly set?: Readonly<Record<string, number>>;
  /** Runs again what this run, or the last one that was interrupted, was asked; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface SimulateReport {
  readonly run: RunRecord;
  /** Of several structures the heaviest. */
  readonly simulator: { readonly id: string; readonly title: string };
  readonly runs: number;
  readonly failures: readonly Failure[];
  /** One for each output; over the last row and the highest one. */
  readonly outputs: readonly OutputRange[];
  /** What is in summary.csv: trajectory (from 1), row, and mean and quantiles of each output. */
  readonly summary: Table;
  /** Present where structures with weights were run together. */
  readonly mixture?: {
    /** Heaviest first. */
    readonly structures: readonly StructureReport[];
    /** What some of them do not know, and why the weights may be doubted, in sentences. */
    readonly notes: readonly string[];
  };
}

/** Throws UseCaseError, ProjectError, ComputeError. */
export async function simulateModel(
  project: Project,
  services: Services,
  options: SimulateOptions,
): Promise<SimulateReport> {
  const data = await readProjectData(project);
  const { writer, chosen, seed, inputs } = options.resume
    ? await takeUpChosenRun(project, data, {
        kind: 'simulate',
        run: options.resume.run,
        inputs: inputsSchema,
      })
    : await begin(project, data, options);
  const { run, value } = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const { made, failures } = await simulateAll(data, chosen, services, seed, inputs);
      const summary = summaryOf(made);
      const outputs = rangesOf(made, declarationsOf(chosen)[0]);
      const mixture = mixtureOf(chosen, inputs);
      const result = { runs: made.count, outputs, failures, ...mixture };
      return {
        outcome: { result, tables: { summary } },
        isCancelled: false,
        value: { ...result, summary },
      };
    },
  );
  const { id, title } = chosen.models[0].simulator;
  return { run, simulator: { id, title }, ...value };
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, runs = 200, set = {}, ...choice }: SimulateOptions,
): Promise<ChosenRun<Inputs>> {
  const chosen = await readChosenModels(project, choice);
  const own = { runs, set: { ...set } };
  // Before there is a run: a wrong name is an error of the call.
  requestsOf(data, chosen, seed, own);
  return beginChosenRun(project, data, { kind: 'simulate', seed }, chosen, own);
}

/** Each structure makes its share of the runs. */
async function simulateAll(
  data: ProjectData,
  chosen: ChosenModels,
  { simulate, signal, onProgress }: Services,
  seed: number,
  inputs: Inputs,
): Promise<{ readonly made: ReadableRuns; readonly failures: readonly Failure[] }> {
  const requests = requestsOf(data, chosen, seed, inputs);
  const total = requests.reduce((sum, { runs }) => sum + runs, 0);
  const parts: TrajectoryRuns[] = [];
  const failures: Failure[] = [];
  let before = 0;
  for (const { request, program, outputs, runs } of requests) {
    const done = before;
    const result = await simulate(
      { ...request, program },
      {
        ...(signal && { signal }),
        ...(onProgress && {
          onProgress: (part) =>
            onProgress({ phase: 'Simulating', done: done + part, total, unit: 'runs' }),
        }),
      },
    );
    parts.push(new TrajectoryRuns(result.values, request, outputs));
    for (const failure of result.failures) failures.push({ ...failure, run: done + failure.run });
    before += runs;
  }
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('simulate: no structure has a run');
  const made =
    others.length === 0 && !chosen.isMixture
      ? first
      : new MixedRuns([first, ...others], outputsOfAll(declarationsOf(chosen)));
  return { made, failures };
}

/** Of the structures that have a run. */
function requestsOf(
  { dataset }: ProjectData,
  chosen: ChosenModels,
  seed: number,
  { runs, set }: Pick<Inputs, 'runs' | 'set'>,
) {
  const { models } = chosen;
  const settings = splitMixedSettings(set, declarationsOf(chosen));
  const weights = models.map(({ weight }) => weight);
  const counts = runsOfStructures(weights, runs, dataset.trajectories.length);
  return models.flatMap(({ simulator, parameterSets: parameters, sets }, k) => {
    const { declaration, hash, code } = simulator.compiled;
    const episodes = episodesOf(dataset, declaration);
    const own = settings[k];
    const count = counts[k] ?? 0;
    if (count === 0 || own === undefined) return [];
    const changes = changesOf(own, episodes);
    const request = trajectoryRequest({
      episodes,
      parameters,
      sets,
      runs: count,
      seed,
      ...changes,
    });
    return [
      {
        request,
        program: { hash, code },
        outputs: Object.keys(declaration.outputs),
        runs: request.sets * request.replications * episodes.length,
      },
    ];
  });
}

function declarationsOf({ models }: ChosenModels): readonly [Declaration, ...Declaration[]] {
  const [first, ...others] = models;
  const of = ({ simulator }: ChosenModels['models'][number]) => simulator.compiled.declaration;
  return [of(first), ...others.map(of)];
}

function mixtureOf(chosen: ChosenModels, { set }: Inputs): Pick<SimulateReport, 'mixture'> {
  if (!chosen.isMixture) return {};
  const structures = structureReports(chosen);
  const names = namesOf(structures);
  const declarations = declarationsOf(chosen);
  const notes = [
    ...chosen.warnings,
    ...ignoredSettings(set, declarations, names),
    ...outputsLeftOut(declarations, names),
  ];
  return { mixture: { structures, notes } };
}

function changesOf(
  { parameters, policies }: ReturnType<typeof splitMixedSettings>[number],
  episodes: readonly Episode[],
) {
  const to = Math.max(...episodes.map(({ steps }) => steps));
  const interventions = Object.entries(parameters).map(
    ([parameter, value]): Intervention => ({
      kind: 'set-parameter',
      parameter,
      value,
      from: 0,
      to,
    }),
  );
  return { interventions, policies };
}
