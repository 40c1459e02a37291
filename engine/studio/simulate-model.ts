/** Runs the calibrated simulator many times, and says what comes out in ranges. */
import { z } from 'zod';
import { episodesOf } from '../data/episodes.ts';
import { trajectoryRequest } from '../export/runtime/trajectory-request.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Table } from '../project/table.ts';
import { quantiles } from '../score/quantiles.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode, Failure, Intervention } from '../simulator/simulation.ts';
import {
  beginCalibratedRun,
  type CalibratedRun,
  calibratedInputs,
  takeUpCalibratedRun,
} from './calibrated-run.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { splitSettings } from './split-settings.ts';
import { type CalibratedModel, readCalibratedModel } from './stored-calibration.ts';
import { TrajectoryRuns } from './trajectory-runs.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  runs: z.int().positive(),
  set: z.record(z.string(), z.number()),
  ...calibratedInputs,
});
type Inputs = z.infer<typeof inputsSchema>;

export interface SimulateOptions {
  readonly seed: number;
  /** Trajectories of each episode together; default 200. */
  readonly runs?: number;
  readonly simulator?: string;
  /** Parameter or lever -> value that replaces what was calibrated or recorded. */
  readonly set?: Readonly<Record<string, number>>;
  /** Runs again what this run, or the last one that was interrupted, was asked; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface SimulateReport {
  readonly run: RunRecord;
  readonly simulator: { readonly id: string; readonly title: string };
  readonly runs: number;
  readonly failures: readonly Failure[];
  /** One for each output; over the last row and the highest one. */
  readonly outputs: readonly OutputRange[];
  /** What is in summary.csv: trajectory (from 1), row, and mean and quantiles of each output. */
  readonly summary: Table;
}

interface OutputRange {
  readonly name: string;
  readonly unit: string;
  /** Highest value of a run: 10 %, 50 % and 90 % of the runs stay below. */
  readonly peak: Range;
  readonly last: Range;
}

interface Range {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Throws UseCaseError, ProjectError, ComputeError. */
export async function simulateModel(
  project: Project,
  services: Services,
  options: SimulateOptions,
): Promise<SimulateReport> {
  const data = await readProjectData(project);
  const { writer, model, seed, inputs } = options.resume
    ? await takeUpCalibratedRun(project, data, {
        kind: 'simulate',
        run: options.resume.run,
        inputs: inputsSchema,
      })
    : await begin(project, data, options);
  const { id, title, compiled } = model.simulator;
  const { declaration, hash, code } = compiled;
  const { run, value } = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const { signal, onProgress } = services;
      const request = requestOf(data, model, seed, inputs);
      const { values, failures } = await services.simulate(
        { ...request, program: { hash, code } },
        {
          ...(signal && { signal }),
          ...(onProgress && {
            onProgress: (done, total) =>
              onProgress({ phase: 'Simulating', done, total, unit: 'runs' }),
          }),
        },
      );
      const made = new TrajectoryRuns(values, request, Object.keys(declaration.outputs));
      const summary = summaryOf(made);
      const outputs = rangesOf(made, declaration);
      return {
        outcome: { result: { runs: made.count, outputs, failures }, tables: { summary } },
        isCancelled: false,
        value: { runs: made.count, failures, outputs, summary },
      };
    },
  );
  return { run, simulator: { id, title }, ...value };
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, runs = 200, simulator, set = {} }: SimulateOptions,
): Promise<CalibratedRun<Inputs>> {
  const model = await readCalibratedModel(project, simulator);
  const own = { runs, set: { ...set } };
  // Before there is a run: a wrong name is an error of the call.
  requestOf(data, model, seed, own);
  return beginCalibratedRun(project, data, { kind: 'simulate', seed, model }, own);
}

function requestOf(
  { dataset }: ProjectData,
  { simulator, parameterSets: parameters, sets }: CalibratedModel,
  seed: number,
  { runs, set }: Pick<Inputs, 'runs' | 'set'>,
) {
  const { declaration } = simulator.compiled;
  const episodes = episodesOf(dataset, declaration);
  const changes = changesOf(set, declaration, episodes);
  return trajectoryRequest({ episodes, parameters, sets, runs, seed, ...changes });
}

function changesOf(
  set: Readonly<Record<string, number>>,
  declaration: Declaration,
  episodes: readonly Episode[],
) {
  const to = Math.max(...episodes.map(({ steps }) => steps));
  const { parameters, policies } = splitSettings(set, declaration);
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

/** Mean and quantiles of each output on each row of each trajectory. */
function summaryOf(runs: TrajectoryRuns): Table {
  const columns = new Map<string, number[]>();
  const add = (name: string, value: number) => {
    const column = columns.get(name);
    if (column) column.push(value);
    else columns.set(name, [value]);
  };
  runs.episodes.forEach(({ steps }, episode) => {
    for (let row = 0; row <= steps; row++) {
      add('trajectory', episode + 1);
      add('row', row);
      runs.outputs.forEach((name, output) => {
        const members = runs.values(episode, row, output).filter((value) => !Number.isNaN(value));
        add(`${name}.mean`, members.reduce((sum, value) => sum + value, 0) / members.length);
        const { low, median, high } = rangeOf(members);
        add(`${name}.p10`, low);
        add(`${name}.p50`, median);
        add(`${name}.p90`, high);
      });
    }
  });
  return Object.fromEntries(
    [...columns].map(([name, values]) => [name, Float64Array.from(values)]),
  );
}

function rangesOf(runs: TrajectoryRuns, { outputs }: Declaration): OutputRange[] {
  return Object.entries(outputs).map(([name, { unit }], output) => {
    const peaks = runs.episodes.flatMap((_, episode) => peaksOf(runs, episode, output));
    const last = runs.episodes.flatMap(({ steps }, episode) => [
      ...runs.values(episode, steps, output),
    ]);
    return { name, unit, peak: rangeOf(peaks), last: rangeOf(last) };
  });
}

/** Highest value of each run; NaN where it failed on the way. */
function peaksOf(runs: TrajectoryRuns, episode: number, output: number): number[] {
  const { steps } = runs.episodes[episode]!;
  const rows = Array.from({ length: steps + 1 }, (_, row) => runs.values(episode, row, output));
  return Array.from(rows[0]!, (_, run) => Math.max(...rows.map((values) => values[run]!)));
}

function rangeOf(values: Iterable<number>): Range {
  const [low, median, high] = quantiles(values, [0.1, 0.5, 0.9]) as [number, number, number];
  return { low, median, high };
}
