/** Runs of a course of action over draws of the numbers, structures by weight and chance, always the same for the same seed. */

import type { MemberPlan } from '../../discover/mixture/mix-forecast.ts';
import type { FutureEpisode } from '../../forecast/future-episode.ts';
import { type AheadInput, type AheadPart, partsAhead } from '../../forecast/run-ahead.ts';
import type { Failure, FilterRecord, Note } from '../../simulator/simulation.ts';
import { unknownSeries } from '../aims/unknown-series.ts';
import { courseFor } from '../interventions/course-for.ts';
import type { Metric } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';
import { type CourseRows, type CourseSetup, courseRows } from './course-setup.ts';
import type { Course, Outcomes, RunRange } from './evaluation.ts';
import { metricsReader } from './read-metrics.ts';
import { columnsOf, costByRow } from './run-rows.ts';
import { type Blocks, type Share, shareOut } from './share-out.ts';
import type { Structure } from './structure.ts';

/** What the filter of a structure's runs found. */
interface FollowedBy {
  readonly structure: Structure;
  readonly filters: readonly FilterRecord[];
  readonly notes: readonly Note[];
}

/** As a structure of these told it. */
export interface BrokenRun {
  readonly declaration: Structure['declaration'];
  readonly failure: Failure;
}

export interface CourseRuns extends Outcomes {
  /** The first broken run; null: none broke. */
  readonly broken: BrokenRun | null;
  /** What does nothing in this model, a sentence each. */
  readonly idle: readonly string[];
  readonly followed: readonly FollowedBy[];
  /** Inputs that were told beyond the data, after which row. */
  readonly told: FutureEpisode['told'];
  /** ISO, of rows 0..last + horizon; absent: undated. */
  readonly dates?: readonly string[];
}

/** Looks at runs as they come. `at(run)`: number among all of the part's run. */
export type LookAt = (part: AheadPart, share: Share, at: (run: number) => number) => void;

export interface RunCourseOptions {
  readonly look?: LookAt;
  /** As of a SimulationRequest: of at most 20 runs. */
  readonly flows?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `range`: whole blocks. Runs are looked at part by part and not kept. Throws DecideError (courseRows, courseFor), ForecastError;
 * rejects as `simulate` does.
 */
export async function runCourse(
  setup: CourseSetup,
  course: Course,
  range: RunRange,
  metrics: readonly Metric[],
  options: RunCourseOptions = {},
): Promise<CourseRuns> {
  const rows = courseRows(setup);
  const { block } = rows;
  const { shares, members } = shareOut(
    setup.structures,
    blocksOf(range, block),
    setup.draws ?? 'by-seed',
  );
  const values = metrics.map(() => new Float64Array(range.count));
  const broken = new Map<number, BrokenRun>();
  const origins = originsOf(shares, members, block);
  const told = await Promise.all(
    shares.map((share, s) => {
      const made = sharedCourse(setup, course, share, rows);
      const places = origins.places[s] ?? new Uint32Array();
      return runShare(setup, made, { share, metrics, values, broken, places }, options);
    }),
  );
  const dates = told[0]?.future.episode.dates;
  return {
    ...{ metrics: values, structure: origins.structure, set: origins.set, block },
    ...firstOf(broken),
    idle: [...new Set(told.flatMap(({ idle }) => idle))],
    followed: told.map(({ followed }) => followed),
    told: toldOf(told.map(({ future }) => future.told)),
    ...(dates && { dates }),
  };
}

function blocksOf({ seed, first, count }: RunRange, block: number): Blocks {
  if (first % block === 0 && count % block === 0 && count > 0)
    return { seed, first: first / block, count: count / block, block };
  throw new Error(`runs: ${first} to ${first + count}, not whole blocks of ${block}`);
}

/** Of which structure and draw each run is, and by share which number each of its runs has among all. */
function originsOf(shares: readonly Share[], members: MemberPlan, block: number) {
  const count = members.structure.length;
  const structure = new Uint16Array(count);
  const set = new Uint32Array(count);
  const places = shares.map(({ plan }) => new Uint32Array(plan.count * block));
  for (let at = 0; at < count; at++) {
    const s = members.structure[at]!;
    const member = members.member[at]!;
    const share = shares[s]!;
    places[s]![member] = at;
    structure[at] = share.index;
    set[at] = share.sets[Math.floor(member / block)]!;
  }
  return { structure, set, places };
}

interface ShareWork {
  readonly share: Share;
  readonly metrics: readonly Metric[];
  /** By metric and run, to be filled. */
  readonly values: readonly Float64Array[];
  /** By run, to be filled. */
  readonly broken: Map<number, BrokenRun>;
  readonly places: Uint32Array;
}

async function runShare(
  { record }: CourseSetup,
  made: ReturnType<typeof sharedCourse>,
  { share, metrics, values, broken, places }: ShareWork,
  { look, flows, signal }: RunCourseOptions,
) {
  const filters: FilterRecord[] = [];
  const notes: Note[] = [];
  const futures: AheadPart['future'][] = [];
  const input = { ...made.input, ...(signal && { signal }), ...(flows && { flows }) };
  for await (const part of partsAhead(input, share.plan, record)) {
    const at = (run: number) => places[part.firstRun + run]!;
    const read = metricsReader(metrics, made.columns, made.means, made.costs());
    const table = { values: part.result.values, rows: part.rows, width: part.width };
    for (let run = 0; run < part.runs; run++) read(table, run, values, at(run));
    const { declaration } = share.structure;
    for (const failure of part.result.failures)
      if (!broken.has(at(failure.run))) broken.set(at(failure.run), { declaration, failure });
    look?.(part, share, at);
    filters.push(...(part.result.filters ?? []));
    notes.push(...(part.result.notes ?? []));
    futures.push(part.future);
  }
  const [future] = futures as [AheadPart['future'], ...AheadPart['future'][]];
  return { followed: { structure: share.structure, filters, notes }, future, idle: made.idle() };
}

/** The course as one structure takes it; what it costs and leaves undone is known once the first runs are asked for. */
function sharedCourse(
  { structures, means, horizon, inputs, simulate }: CourseSetup,
  course: Course,
  { structure, seed }: Share,
  { episode, origin }: CourseRows,
) {
  const { declaration, program, episodes } = structure;
  let made: { readonly costs: Float64Array; readonly idle: readonly string[] } | undefined;
  const input: AheadInput = {
    ...{ simulate, program, declaration, episodes, horizon, inputs, seed },
    ...{ since: origin, record: 'all', keep: true },
    changes(future) {
      const { cost, idle, ...changes } = courseFor(course, structure, future, means);
      const rows = future.episode.steps - origin;
      made ??= { costs: costByRow(cost, origin + 1, rows), idle };
      return changes;
    },
  };
  const before = (kind: 'output' | 'lever', name: string) => {
    const known = kind === 'output' ? episode.observed[name] : episode.levers[name];
    const value = known?.[origin] ?? Number.NaN;
    const fallback = kind === 'lever' ? declaration.levers[name]?.default : undefined;
    return Number.isNaN(value) ? (fallback ?? value) : value;
  };
  const all = structures.map((one) => one.declaration);
  return {
    input,
    columns: columnsOf(declaration, all, means, before),
    means: chargedForAll(means, structures),
    costs: () => made?.costs ?? new Float64Array(0),
    idle: () => made?.idle ?? [],
  };
}

/** Without costs of what some structure does not have: they would tell structures apart. checkAim says so. */
function chargedForAll(means: Means, structures: CourseSetup['structures']): Means {
  const { costs } = means;
  const items = costs.items.filter(({ of, per }) => {
    const series =
      per === 'shortage'
        ? ({ kind: 'shortage', resource: of } as const)
        : ({ kind: 'named', name: of } as const);
    return unknownSeries(series, structures, means) === undefined;
  });
  return { ...means, costs: { ...costs, items } };
}

function firstOf(broken: ReadonlyMap<number, BrokenRun>): Pick<CourseRuns, 'failures' | 'broken'> {
  const first = broken.get(Math.min(...broken.keys()));
  if (first === undefined) return { failures: null, broken: null };
  return { failures: { runs: broken.size, why: first.failure.detail }, broken: first };
}

function toldOf(told: readonly FutureEpisode['told'][]): FutureEpisode['told'] {
  const some = told.filter(({ inputs }) => inputs.length > 0);
  return {
    inputs: [...new Set(some.flatMap(({ inputs }) => inputs))],
    recordedUntil: Math.min(...(some.length > 0 ? some : told).map((one) => one.recordedUntil)),
  };
}
