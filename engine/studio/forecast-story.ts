/** What a forecast takes as given and why it may be doubted, in sentences. */
import { plural } from '../data/finding.ts';
import type { Fan } from '../forecast/fan.ts';
import { filterWarning } from '../forecast/filter-health.ts';
import type { Forecast, TrajectoryForecast } from '../forecast/forecast-ahead.ts';
import type { InputModel } from '../forecast/input-model.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Failure } from '../simulator/simulation.ts';

/** Simulation error beyond which more runs are asked for: a share of the 90 % range. */
const COARSE = 0.15;

/** What of a forecast its conditions are told by. */
interface Told {
  readonly trajectories: readonly Pick<TrajectoryForecast, 'told' | 'origin' | 'dates'>[];
}

export function forecastConditions(
  { trajectories }: Told,
  { time, levers }: Pick<Declaration, 'time' | 'levers'>,
  inputs: InputModel,
  set: Readonly<Record<string, number>>,
): string[] {
  const told = [...new Set(trajectories.flatMap((one) => one.told.inputs))];
  const early = trajectories.filter(
    (one) => one.told.inputs.length > 0 && one.told.recordedUntil < one.origin,
  );
  const kept = Object.keys(levers).filter((name) => !Object.hasOwn(set, name));
  const settings = Object.entries(set).map(([name, value]) => `${name} = ${value}`);
  return [
    ...(told.length > 0
      ? [
          `${told.join(', ')} ahead: ${inputs.label(time.unit)}.` +
            (inputs.isRandom
              ? ' Each run has its own, so that the ranges hold this uncertainty too.'
              : ' All runs have the same: the ranges do not hold how uncertain this is.'),
        ]
      : []),
    ...early.map(
      (one) =>
        `${told.join(', ')}: not recorded after ${dayOf(one, one.told.recordedUntil)}, ` +
        'the days up to the start of the forecast were filled in.',
    ),
    ...(kept.length > 0 ? [`${kept.join(', ')}: as last recorded, else the default.`] : []),
    ...(settings.length > 0 ? [`From the first forecast row on: ${settings.join(', ')}.`] : []),
  ];
}

/** `lostOf`: what is said where the runs of a trajectory could not follow; default: of all its runs together. */
export function forecastWarnings(
  forecast: Forecast,
  { time }: Pick<Declaration, 'time'>,
  lostOf = lostOfAll,
): string[] {
  const { runs, horizon } = forecast;
  const doubts = forecast.trajectories.map(
    (one, index): Doubts => ({
      id: one.id,
      lost: lostOf(one, index),
      failures: one.failures,
      rough: one.outputs.filter(({ rows }) => isRough(rows)).map(({ name }) => name),
    }),
  );
  return doubtsInWords(doubts, { runs, rows: horizon, unit: time.unit });
}

/** Why the runs of one trajectory may be doubted. */
export interface Doubts {
  readonly id: string;
  /** How they could not follow the data, in sentences. */
  readonly lost: readonly string[];
  readonly failures: readonly Pick<Failure, 'detail'>[];
  /** Outputs whose ranges are rough. */
  readonly rough: readonly string[];
}

/** `rows`: that the runs have, each a `unit`. */
export function doubtsInWords(
  doubts: readonly Doubts[],
  { runs, rows, unit }: { readonly runs: number; readonly rows: number; readonly unit: string },
): string[] {
  return doubts.flatMap(({ id, lost, failures, rough }) => {
    const whose = doubts.length > 1 ? `${id}: ` : '';
    const [first] = failures;
    return [
      ...lost.map((text) => `${whose}${text}`),
      ...(first !== undefined
        ? [`${whose}${plural(failures.length, 'run')} of ${runs} broke (${first.detail}).`]
        : []),
      ...(rough.length > 0
        ? [
            `${whose}${runs} runs leave the ranges of ${rough.join(', ')} rough over ` +
              `${plural(rows, unit)}: four times as many would halve the simulation error.`,
          ]
        : []),
    ];
  });
}

/** Whether more runs are needed to tell the ranges. */
export function isRough(rows: readonly Fan[]): boolean {
  return coarseness(rows) > COARSE;
}

function lostOfAll(one: TrajectoryForecast, _index: number): string[] {
  const lost = filterWarning(one.filter, (row) => dayOf(one, row));
  return lost === undefined ? [] : [lost];
}

/** A row as people call it: its date, or its number. */
export function dayOf({ dates }: Pick<TrajectoryForecast, 'dates'>, row: number): string {
  return dates?.[row] ?? `row ${row}`;
}

/** Simulation error of the 95 % quantile beside the 90 % range, mean over the rows. */
function coarseness(rows: readonly Fan[]): number {
  const at = ({ quantiles }: Fan, level: number) => quantiles.find((one) => one.level === level)!;
  const shares = rows.map((fan) => {
    const high = at(fan, 0.95);
    const range = high.value - at(fan, 0.05).value;
    return range > 0 ? (high.high - high.low) / 2 / range : 0;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
