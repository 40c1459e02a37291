import type { Declaration } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import { DataError, quoteName } from './data-error.ts';
import type { Dataset, Trajectory } from './dataset.ts';

/** What the simulator says of its series; a whole Declaration will do. */
export type SeriesDeclaration = Pick<Declaration, 'inputs' | 'levers' | 'outputs'>;

/**
 * The data as the simulator sees them: one episode a trajectory, the first row its start, series under the names that
 * the simulator uses. A declared item is matched by its `column`, else by its own name, to a series' column or
 * name. Outputs and levers without data are left out (not observed; default).
 *
 * Throws DataError: 'unknown-column' for an input without data and default, and for a `column` that is not there;
 * 'no-output' when nothing observed is among the outputs; 'one-row' for a trajectory without a step.
 */
export function episodesOf(dataset: Dataset, declaration: SeriesDeclaration): Episode[] {
  const outputs = matched(dataset, 'output', declaration.outputs);
  const inputs = matched(dataset, 'input', declaration.inputs);
  const levers = matched(dataset, 'lever', declaration.levers);
  for (const [name, input] of Object.entries(declaration.inputs))
    if (!inputs.has(name) && input.default === undefined)
      throw unknown(dataset, 'input', name, name);
  if (outputs.size === 0)
    throw new DataError(
      'no-output',
      `outputs: none of ${Object.keys(declaration.outputs).join(', ')} is in the data`,
      { hint: `Give an output the name or the column of one of: ${seriesNames(dataset)}.` },
    );
  return dataset.trajectories.map((trajectory) => ({
    id: trajectory.id,
    steps: stepsOf(trajectory),
    observed: valuesOf(trajectory, outputs),
    inputs: valuesOf(trajectory, inputs),
    levers: valuesOf(trajectory, levers),
    ...(trajectory.dates !== undefined && { dates: trajectory.dates }),
  }));
}

type Kind = 'input' | 'lever' | 'output';

/** Declared name -> name of the series in the dataset, for those that have one. */
function matched(
  dataset: Dataset,
  kind: Kind,
  declared: Readonly<Record<string, { readonly column?: string | undefined }>>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, { column }] of Object.entries(declared)) {
    const wanted = column ?? name;
    const series =
      dataset.series.find((one) => one.column === wanted) ??
      dataset.series.find((one) => one.name === wanted);
    if (series !== undefined) found.set(name, series.name);
    else if (column !== undefined) throw unknown(dataset, kind, name, column);
  }
  return found;
}

function unknown(dataset: Dataset, kind: Kind, name: string, column: string): DataError {
  return new DataError(
    'unknown-column',
    `${kind} ${name}: column "${quoteName(column)}" is not in the data`,
    {
      hint: `The data have: ${seriesNames(dataset)}. Declare \`column\` as one of them${kind === 'input' ? ', or a `default`' : ''}.`,
      place: { field: `${kind}s.${name}` },
    },
  );
}

const seriesNames = (dataset: Dataset): string =>
  dataset.series.map(({ column }) => quoteName(column)).join(', ');

function stepsOf(trajectory: Trajectory): number {
  if (trajectory.rows >= 2) return trajectory.rows - 1;
  throw new DataError(
    'one-row',
    `trajectory ${quoteName(trajectory.id)}: ${trajectory.rows} rows`,
    {
      hint: 'A run needs a start row and at least one row after it.',
    },
  );
}

function valuesOf(
  trajectory: Trajectory,
  matches: ReadonlyMap<string, string>,
): Record<string, Float64Array> {
  return Object.fromEntries(
    [...matches].map(([name, series]) => [name, trajectory.values[series]!]),
  );
}
