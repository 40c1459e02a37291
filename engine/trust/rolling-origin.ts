/**
 * The check that counts: would the model have been right about days it had not seen? Forecasts from several
 * origins (rolling origin, Tashman 2000), over several draws of the posterior, beside the naive forecasts; and,
 * apart from that, one forecast over the whole stretch after the last training row.
 */
import type { Failure } from '../simulator/simulation.ts';
import { type OutputCheck, summariseOutput } from './forecast-check.ts';
import {
  type CheckedModel,
  type ForecastPoint,
  forecastFrom,
  type Origin,
} from './forecast-points.ts';

export interface RollingOriginInput extends CheckedModel {
  /** Rows after which forecasts start, the same in every episode that goes on after them. */
  readonly origins: readonly number[];
  /** Rows ahead. */
  readonly horizon: number;
  /** Last row used in calibration: the pure held-out stretch starts after it. Absent: no such stretch. */
  readonly cut?: number;
  readonly signal?: AbortSignal;
  /** Origins done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

interface ForecastCheck {
  /** Rows of the origins used. */
  readonly origins: readonly number[];
  /** Longest horizon forecast. */
  readonly horizon: number;
  /** In the order of the declaration; outputs never observed after an origin are absent. */
  readonly outputs: readonly OutputCheck[];
  readonly points: readonly ForecastPoint[];
}

export interface RollingOriginCheck {
  readonly rolling: ForecastCheck;
  /** From the cut to the end of the data; absent where no cut was given or nothing follows it. */
  readonly heldOut?: ForecastCheck;
  /** What a row is: 'day', 'week', ... ('step' where rows are not one unit apart). */
  readonly timeUnit: string;
  readonly runs: number;
  /** Runs that broke, grouped by what went wrong, most frequent first. */
  readonly failures: readonly (Pick<Failure, 'module' | 'reason' | 'detail'> & {
    readonly count: number;
  })[];
  /** What the check takes as given, in sentences. */
  readonly conditions: readonly string[];
}

export async function checkByRollingOrigin(input: RollingOriginInput): Promise<RollingOriginCheck> {
  const last = Math.max(...input.episodes.map((episode) => episode.steps));
  const rolling = input.origins.map((row) => ({ row, horizon: input.horizon }));
  const heldOut =
    input.cut !== undefined && input.cut < last
      ? [{ row: input.cut, horizon: last - input.cut }]
      : [];
  const runs: Awaited<ReturnType<typeof forecastFrom>>[] = [];
  for (const origin of [...rolling, ...heldOut]) {
    runs.push(await forecastFrom(input, origin, input.signal && { signal: input.signal }));
    input.onProgress?.(runs.length, rolling.length + heldOut.length);
  }
  const pointsOf = (part: typeof runs) => part.flatMap((run) => run.points);
  return {
    rolling: forecastCheck(input, rolling, pointsOf(runs.slice(0, rolling.length))),
    ...(heldOut.length > 0 && {
      heldOut: forecastCheck(input, heldOut, pointsOf(runs.slice(rolling.length))),
    }),
    timeUnit: rowUnit(input),
    runs: runs.reduce((sum, run) => sum + run.runs, 0),
    failures: ledger(runs.flatMap((run) => run.failures)),
    conditions: conditions(input),
  };
}

function forecastCheck(
  { declaration }: CheckedModel,
  origins: readonly Origin[],
  points: readonly ForecastPoint[],
): ForecastCheck {
  return {
    origins: origins.map((origin) => origin.row),
    horizon: points.reduce((longest, point) => Math.max(longest, point.horizon), 0),
    outputs: Object.entries(declaration.outputs).flatMap(
      ([name, { unit }]) => summariseOutput(points, { name, unit }, declaration.time.unit) ?? [],
    ),
    points,
  };
}

function ledger(failures: readonly Failure[]): RollingOriginCheck['failures'] {
  const groups = Map.groupBy(failures, ({ module, reason, detail }) =>
    [module, reason, detail].join('\n'),
  );
  return [...groups.values()]
    .map((group) => {
      const { module, reason, detail } = group[0]!;
      return { module, reason, detail, count: group.length };
    })
    .sort((a, b) => b.count - a.count);
}

function rowUnit({ declaration: { time } }: CheckedModel): string {
  return time.step === 1 ? time.unit : 'step';
}

function conditions(input: RollingOriginInput): string[] {
  const { declaration, episodes, cut, origins } = input;
  const unit = rowUnit(input);
  const outputs = Object.keys(declaration.outputs).join(', ');
  const recorded = Object.keys(declaration.levers).filter((name) =>
    episodes.some((episode) => episode.levers[name] !== undefined),
  );
  const given = [...Object.keys(declaration.inputs), ...recorded];
  const early = cut === undefined ? [] : origins.filter((row) => row < cut);
  return [
    given.length === 0
      ? `${outputs}: forecast from the past alone; nothing of the ${unit}s ahead is given.`
      : `${outputs}: reproduced given the real ${given.join(', ')} of the ${unit}s ahead. The simple ` +
        `forecasts do not get these. A forecast of ${unit}s still to come needs a guess of them, and is less certain.`,
    `The ${unit}s forecast from one starting ${unit} go right or wrong together, so the range that luck allows ` +
      'is drawn for fewer points than were counted.',
    ...(early.length > 0
      ? [
          `${early.length} of ${origins.length} starting ${unit}s lie before the last ${unit} used for fitting: ` +
            `there the model had seen the ${unit}s it forecasts.`,
        ]
      : []),
  ];
}
