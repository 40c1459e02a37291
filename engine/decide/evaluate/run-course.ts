/** Runs of a course of action over draws of the numbers, structures by weight and chance, always the same for the same seed. */
import type { FutureEpisode } from '../../forecast/future-episode.ts';
import { type AheadInput, type AheadPart, partsAhead } from '../../forecast/run-ahead.ts';
import type { FilterRecord, Note } from '../../simulator/simulation.ts';
import { courseFor } from '../interventions/course-for.ts';
import type { Metric } from '../schemas/aim.ts';
import { type CourseRows, type CourseSetup, courseRows } from './course-setup.ts';
import type { Course, Outcomes, RunRange } from './evaluation.ts';
import { metricsReader } from './read-metrics.ts';
import { columnsOf, costByRow } from './run-rows.ts';
import { type Share, shareOut } from './share-out.ts';
import type { Structure } from './structure.ts';

/** What the filter of a structure's runs found. */
export interface FollowedBy {
  readonly structure: Structure;
  readonly filters: readonly FilterRecord[];
  readonly notes: readonly Note[];
}

export interface CourseRuns extends Outcomes {
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

/**
 * `range`: whole blocks. Runs are looked at part by part and not kept. Throws DecideError (courseRows, courseFor), ForecastError;
 * rejects as `simulate` does.
 */
export async function runCourse(
  setup: CourseSetup,
  course: Course,
  range: RunRange,
  metrics: readonly Metric[],
  {
    look,
    flows,
    signal,
  }: {
    readonly look?: LookAt;
    /** As of a SimulationRequest: of at most 20 runs. */
    readonly flows?: boolean;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<CourseRuns> {
  const rows = courseRows(setup);
  const { block } = rows;
  const blocks = {
    seed: range.seed,
    first: range.first / block,
    count: range.count / block,
    block,
  };
  if (!Number.isInteger(blocks.first) || !Number.isInteger(blocks.count) || range.count <= 0)
    throw new Error(
      `runs: ${range.first} to ${range.first + range.count}, not whole blocks of ${block}`,
    );
  const { shares, members } = shareOut(setup.structures, blocks, setup.draws ?? 'by-seed');
  const structure = new Uint16Array(range.count);
  const set = new Uint32Array(range.count);
  const places = shares.map(({ plan }) => new Uint32Array(plan.count * block));
  members.structure.forEach((s, at) => {
    const share = shares[s];
    const member = members.member[at]!;
    if (share === undefined) return;
    places[s]![member] = at;
    structure[at] = share.index;
    set[at] = share.sets[Math.floor(member / block)]!;
  });
  const values = metrics.map(() => new Float64Array(range.count));
  const broken = new Map<number, string>();
  const idle = new Set<string>();
  const own = await Promise.all(
    shares.map(async (share, s) => {
      const made = sharedCourse(setup, course, share, rows);
      const filters: FilterRecord[] = [];
      const notes: Note[] = [];
      let future: AheadPart['future'] | undefined;
      const input = { ...made.input, ...(signal && { signal }), ...(flows && { flows }) };
      for await (const part of partsAhead(input, share.plan, setup.record)) {
        const at = (run: number) => places[s]![part.firstRun + run]!;
        const read = metricsReader(metrics, made.columns(), setup.means, made.costs());
        const table = { values: part.result.values, rows: part.rows, width: part.width };
        for (let run = 0; run < part.runs; run++) read(table, run, values, at(run));
        for (const { run, detail } of part.result.failures)
          if (!broken.has(at(run))) broken.set(at(run), detail);
        look?.(part, share, at);
        filters.push(...(part.result.filters ?? []));
        notes.push(...(part.result.notes ?? []));
        future = part.future;
      }
      for (const text of made.idle()) idle.add(text);
      return { structure: share.structure, filters, notes, future };
    }),
  );
  const futures = own.flatMap(({ future }) => (future === undefined ? [] : [future]));
  const dates = futures[0]?.episode.dates;
  return {
    ...{ metrics: values, structure, set, block },
    failures: failuresOf(broken),
    idle: [...idle],
    followed: own,
    told: toldOf(futures.map(({ told }) => told)),
    ...(dates && { dates }),
  };
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
    columns: () => columnsOf(declaration, all, means, before),
    costs: () => made?.costs ?? new Float64Array(0),
    idle: () => made?.idle ?? [],
  };
}

function failuresOf(broken: ReadonlyMap<number, string>): Outcomes['failures'] {
  if (broken.size === 0) return null;
  const first = Math.min(...broken.keys());
  return { runs: broken.size, why: broken.get(first) ?? '' };
}

function toldOf(told: readonly FutureEpisode['told'][]): FutureEpisode['told'] {
  const some = told.filter(({ inputs }) => inputs.length > 0);
  return {
    inputs: [...new Set(some.flatMap(({ inputs }) => inputs))],
    recordedUntil: Math.min(...(some.length > 0 ? some : told).map((one) => one.recordedUntil)),
  };
}
