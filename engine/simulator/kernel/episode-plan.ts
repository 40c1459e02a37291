/** An episode made ready: series side by side by row, defaults filled in, missing inputs and weekdays known. */
import { weekdayOf } from './calendar.ts';
import { changedInputs } from './interventions/input-changes.ts';
import { changedLevers } from './interventions/lever-changes.ts';
import type { Plan } from './plan.ts';
import type { Episode } from './simulation.ts';

export interface EpisodePlan {
  readonly episode: Episode;
  readonly steps: number;
  /** Row-major [T + 1, outputs], NaN where not observed. */
  readonly observed: Float64Array;
  /** Row-major [T + 1, inputs], defaults filled in, before interventions. */
  readonly given: Float64Array;
  /** The same with interventions in it. */
  readonly inputs: Float64Array;
  /** Row-major [T + 1, levers]: recorded, or default, with interventions in it. */
  readonly levers: Float64Array;
  /** By row: index of the first input without value and default, -1 when all are there. Absent: all always are. */
  readonly missing: Int32Array | undefined;
  /** By row; '' when undated. */
  readonly dates: readonly string[];
  readonly weekdays: Int32Array;
}

/** Throws an Error when a series has not T + 1 values. */
export function episodePlanOf(plan: Plan, episode: Episode): EpisodePlan {
  const rows = episode.steps + 1;
  if (episode.dates !== undefined && episode.dates.length !== rows)
    throw new Error(`episode ${episode.id}: ${episode.dates.length} dates, expected ${rows}`);
  const given = sideBySide(
    episode.id,
    plan.inputs.map(({ name, default: fallback }) => ({
      name,
      values: episode.inputs[name],
      fallback,
    })),
    rows,
  );
  const inputs = changedInputs(plan.interventions.inputs, given, plan.inputs.length);
  const recorded = sideBySide(
    episode.id,
    plan.leverNames.map((name, index) => ({
      name,
      values: episode.levers[name],
      fallback: plan.levers[index]!.default,
    })),
    rows,
  );
  return {
    episode,
    steps: episode.steps,
    observed: sideBySide(
      episode.id,
      plan.outputs.map((name) => ({ name, values: episode.observed[name], fallback: Number.NaN })),
      rows,
    ),
    given,
    inputs,
    levers: changedLevers(plan.interventions.levers, recorded, plan.levers),
    missing: missingInputs(inputs, plan.inputs.length, rows),
    dates: episode.dates ?? new Array<string>(rows).fill(''),
    weekdays: Int32Array.from({ length: rows }, (_, row) =>
      episode.dates === undefined ? row % 7 : weekdayOf(episode.dates[row]!),
    ),
  };
}

/**
 * The same episode with other inputs (before interventions) after row `origin`: name -> values of rows origin + 1..T; NaN leaves what is there.
 * Throws an Error for an unknown input and for another number of values.
 */
export function withFuture(
  plan: Plan,
  episode: EpisodePlan,
  origin: number,
  future: Readonly<Record<string, Float64Array>>,
): EpisodePlan {
  const given = episode.given.slice();
  const width = plan.inputs.length;
  const ahead = episode.steps - origin;
  for (const name of Object.keys(future)) {
    const column = plan.inputs.findIndex((input) => input.name === name);
    if (column < 0) throw new Error(`unknown input: ${name}`);
    const values = future[name]!;
    if (values.length !== ahead)
      throw new Error(
        `episode ${episode.episode.id}: the future of ${name} has ${values.length} values, expected ${ahead}`,
      );
    for (let i = 0; i < ahead; i++)
      if (!Number.isNaN(values[i]!)) given[(origin + 1 + i) * width + column] = values[i]!;
  }
  const inputs = changedInputs(plan.interventions.inputs, given, width);
  return { ...episode, given, inputs, missing: missingInputs(inputs, width, episode.steps + 1) };
}

interface NamedSeries {
  readonly name: string;
  readonly values: Float64Array | undefined;
  readonly fallback: number;
}

function sideBySide(id: string, series: readonly NamedSeries[], rows: number): Float64Array {
  const table = new Float64Array(rows * series.length);
  series.forEach(({ name, values, fallback }, column) => {
    if (values !== undefined && values.length !== rows)
      throw new Error(`episode ${id}: ${name} has ${values.length} values, expected ${rows}`);
    for (let row = 0; row < rows; row++) {
      const value = values === undefined ? Number.NaN : values[row]!;
      table[row * series.length + column] = Number.isNaN(value) ? fallback : value;
    }
  });
  return table;
}

function missingInputs(inputs: Float64Array, width: number, rows: number): Int32Array | undefined {
  const missing = new Int32Array(rows).fill(-1);
  let any = false;
  for (let row = 0; row < rows; row++) {
    for (let column = width - 1; column >= 0; column--) {
      if (!Number.isNaN(inputs[row * width + column]!)) continue;
      missing[row] = column;
      any = true;
    }
  }
  return any ? missing : undefined;
}
