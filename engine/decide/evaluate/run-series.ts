/** Runs of a course with all that they told, row by row. */
import type { Metric } from '../schemas/aim.ts';
import { type CourseRows, type CourseSetup, courseRows } from './course-setup.ts';
import type { Course, RunRange } from './evaluation.ts';
import { type CourseRuns, runCourse } from './run-course.ts';

export interface CourseSeries {
  readonly name: string;
  readonly kind: 'output' | 'lever' | 'resource';
  readonly unit: string;
  readonly meaning: string;
  /** Row-major [rows, runs]; NaN: the run had broken. */
  readonly values: Float64Array;
}

export interface SeriesRuns extends CourseRuns {
  readonly rows: CourseRows;
  /** Outputs that all structures have, levers of any, resources. A structure without a lever has its default. */
  readonly series: readonly CourseSeries[];
}

/** As runCourse; all values are kept. */
export async function runSeries(
  setup: CourseSetup,
  course: Course,
  range: RunRange,
  metrics: readonly Metric[],
  signal?: AbortSignal,
): Promise<SeriesRuns> {
  const rows = courseRows(setup);
  const series = seriesOf(setup).map((own) => ({
    ...own,
    values: new Float64Array(rows.rows * range.count),
  }));
  const made = await runCourse(setup, course, range, metrics, {
    signal,
    look({ result, runs, rows: count, width }, { structure: { declaration } }, at) {
      const names = [
        ...Object.keys(declaration.outputs),
        ...Object.keys(declaration.levers),
        ...setup.means.resources.map(({ name }) => name),
      ];
      for (const { name, values, fallback } of series) {
        const column = names.indexOf(name);
        for (let run = 0; run < runs; run++) {
          const to = at(run);
          let from = run * count * width;
          for (let row = 0; row < count; row++, from += width) {
            // A run that broke tells nothing, of what its structure does not have neither.
            const other = Number.isNaN(result.values[from]!) ? Number.NaN : fallback;
            values[row * range.count + to] = column < 0 ? other : result.values[from + column]!;
          }
        }
      }
    },
  });
  return { ...made, rows, series: series.map(({ fallback, ...own }) => own) };
}

type SeriesFacts = Omit<CourseSeries, 'values'> & { readonly fallback: number };

/** What is told of the runs of all structures together. */
export function seriesOf({
  structures,
  means,
}: Pick<CourseSetup, 'structures' | 'means'>): SeriesFacts[] {
  const [{ declaration }] = structures;
  const outputs = Object.entries(declaration.outputs).flatMap(
    ([name, { unit, meaning }]): SeriesFacts[] =>
      structures.every((one) => Object.hasOwn(one.declaration.outputs, name))
        ? [{ ...{ name, unit, meaning }, kind: 'output', fallback: Number.NaN }]
        : [],
  );
  const levers = new Map(
    structures.flatMap((one) =>
      Object.entries(one.declaration.levers).map(
        ([name, { unit, meaning, default: fallback }]): [string, SeriesFacts] => [
          name,
          { ...{ name, unit, meaning, fallback }, kind: 'lever' },
        ],
      ),
    ),
  );
  const resources = means.resources.map(
    ({ name, unit, words, default: fallback }): SeriesFacts => ({
      ...{ name, unit, fallback },
      ...{ meaning: words, kind: 'resource' },
    }),
  );
  return [...outputs, ...levers.values(), ...resources];
}
