/** Whether the runs could follow what was observed: likelihood, effective sample size, and a warning in words. */
import { quantiles } from '../score/quantiles.ts';
import type { FilterRecord, Note } from '../simulator/simulation.ts';

export interface FilterHealth {
  /** Runs of an ensemble, and ensembles. */
  readonly particles: number;
  readonly ensembles: number;
  /** Log-likelihood of the observed rows by ensemble: lowest, median, highest. -Infinity: all runs of it failed. */
  readonly logLikelihood: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
  };
  /** Row 1..origin: effective sample size as a share of the particles, median over ensembles. */
  readonly share: readonly number[];
  /** The row of the last ones in which the fewest runs agreed with what was observed. Absent: the origin is row 0. */
  readonly weakest?: { readonly row: number; readonly share: number };
  /** Rows in which no run of an ensemble came near, with the number of such ensembles. */
  readonly lost: readonly { readonly row: number; readonly ensembles: number }[];
  /** Whether the state from which the forecast starts is to be doubted. */
  readonly collapsed: boolean;
}

/** Below this share of runs that agree, the state rests on copies of very few. */
const COLLAPSE = 0.05;

/** `recent`: rows before the origin that count as the last ones. */
export function filterHealth(
  filters: readonly FilterRecord[],
  notes: readonly Note[],
  particles: number,
  recent: number,
): FilterHealth {
  const origin = filters[0]?.ess.length ?? 0;
  const share = Array.from(
    { length: origin },
    (_, i) =>
      quantiles(
        filters.map(({ ess }) => ess[i]! / particles),
        [0.5],
      )[0]!,
  );
  const [low, median, high] = quantiles(
    filters.map(({ logLikelihood }) => logLikelihood),
    [0, 0.5, 1],
  ) as [number, number, number];
  const lost = [...Map.groupBy(notes, ({ row }) => row)]
    .map(([row, of]) => ({ row, ensembles: of.length }))
    .sort((a, b) => a.row - b.row);
  const first = Math.max(0, origin - recent);
  const last = share.slice(first);
  const least = Math.min(...last);
  const isLost = lost.some(({ row, ensembles }) => row > first && 2 * ensembles > filters.length);
  return {
    particles,
    ensembles: filters.length,
    logLikelihood: { low, median, high },
    share,
    ...(origin > 0 && { weakest: { row: first + last.indexOf(least) + 1, share: least } }),
    lost,
    collapsed: isLost || least < COLLAPSE,
  };
}

/** The warning, in the planner's words; undefined where there is none. `day`: how a row is called. */
export function filterWarning(
  { collapsed, weakest, lost, particles, ensembles }: FilterHealth,
  day: (row: number) => string,
): string | undefined {
  if (!collapsed || weakest === undefined) return undefined;
  const worst = lost.filter((one) => 2 * one.ensembles > ensembles).at(-1);
  const why =
    worst === undefined
      ? `on ${day(weakest.row)} only about ${Math.max(1, Math.round(weakest.share * particles))} of ${particles} runs agree with what was observed`
      : `on ${day(worst.row)} no run comes near what was observed`;
  return `the model cannot follow the last days: ${why}. Where the forecast starts from is doubtful.`;
}
