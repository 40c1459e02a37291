/** What a forecast of weighted structures says beside its ranges: who counts how much, and what their differences do. */
import type { Forecast } from '../forecast/forecast-ahead.ts';
import type { Table } from '../project/table.ts';
import { type ChosenModels, type StructureReport, structureReports } from './chosen-models.ts';
import type { MixedForecast, OutputSpread } from './forecast-mixture.ts';

export interface MixtureReport {
  /** The discovery that weighed them. */
  readonly run: string;
  /** Heaviest first. */
  readonly structures: readonly StructureReport[];
  /** By trajectory, as in the forecast. */
  readonly spread: readonly (readonly OutputSpread[])[];
}

export function mixtureReport(chosen: ChosenModels, { parts }: MixedForecast): MixtureReport {
  return {
    run: chosen.run.id,
    structures: structureReports(chosen),
    spread: parts.map(({ spread }) => spread),
  };
}

/**
 * structures: trajectory (from 1), row, and of each output the share of the variance due to not knowing which structure is
 * right (`beds.share`) and the mean of each structure, heaviest first (`beds.mean.1`).
 */
export function mixtureTables(
  { horizon, trajectories }: Forecast,
  { spread }: MixtureReport,
): Readonly<Record<string, Table>> {
  const rows = trajectories.flatMap(({ origin }, index) =>
    Array.from({ length: horizon }, (_, h) => ({ index, h, row: origin + 1 + h })),
  );
  const columnOf = (read: (at: (typeof rows)[number]) => number | undefined) =>
    Float64Array.from(rows, (at) => read(at) ?? Number.NaN);
  const outputs = (spread[0] ?? []).flatMap(({ output, means }, i) => [
    [`${output}.share`, columnOf(({ index, h }) => spread[index]?.[i]?.share[h])] as const,
    ...means.map(
      (_, k) =>
        [
          `${output}.mean.${k + 1}`,
          columnOf(({ index, h }) => spread[index]?.[i]?.means[k]?.[h]),
        ] as const,
    ),
  ]);
  return {
    structures: {
      trajectory: columnOf(({ index }) => index + 1),
      row: columnOf(({ row }) => row),
      ...Object.fromEntries(outputs),
    },
  };
}
