/** Where the forecasts of a check are weak: on one side, in a regime, in one record, far ahead. In sentences. */
import { quantiles } from '../score/quantiles.ts';
import type { OutputCheck } from './forecast-check.ts';
import { COVERAGE_LEVELS, type ForecastPoint } from './forecast-points.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import { amount, percent } from './words.ts';

type Scored = ForecastPoint & { readonly model: NonNullable<ForecastPoint['model']> };

/** Starts without which a share may be the luck of one of them, and values that a share is spoken of. */
const FEWEST_ORIGINS = 4;
const FEWEST_POINTS = 12;
/** Beyond a half: values on one side of the middle. Standard errors: starts that overlap make them look small. */
const ONE_SIDED = 0.2;
const CLEAR = 3;
/** Of 80 % ranges: what a weak part holds at most, and how much more the rest does. */
const WEAK = 0.6;
const BETTER = 0.2;
const LEVEL = 0.8;

/** Empty where nothing stands out. */
export function pointWeaknesses({ rolling, timeUnit }: RollingOriginCheck): string[] {
  return rolling.outputs.flatMap((output) => {
    const points = rolling.points.filter(
      (point): point is Scored => point.output === output.output && point.model !== undefined,
    );
    return [
      ...sided(output, points),
      ...regimes(output, points),
      ...records(output, points),
      ...farAhead(output, timeUnit),
    ];
  });
}

function sided({ output, unit }: OutputCheck, points: readonly Scored[]): string[] {
  const side = ({ observed, model }: Scored) =>
    (Math.sign(observed - model.forecast.median) + 1) / 2;
  const above = mean(points.map(side));
  const starts = [...Map.groupBy(points, startOf).values()];
  if (starts.length < FEWEST_ORIGINS) return [];
  const squares = starts.map(
    (own) => own.reduce((sum, point) => sum + side(point) - above, 0) ** 2,
  );
  const variance = squares.reduce((a, b) => a + b, 0) * (starts.length / (starts.length - 1));
  const error = Math.sqrt(variance) / points.length;
  if (Math.abs(above - 0.5) < Math.max(ONE_SIDED, CLEAR * error)) return [];
  const by = mean(points.map(({ observed, model }) => observed - model.forecast.median));
  const [low, share, where] = above > 0.5 ? ['low', above, 'above'] : ['high', 1 - above, 'below'];
  return [
    `${output}: forecasts are too ${low}, by ${sized(Math.abs(by), unit)} on average: ${percent(share as number)} of the checked values lay ${where} their middle.`,
  ];
}

/** By what was forecast, not by what came: values picked because they are extreme are missed by honest ranges, too. */
function regimes({ output, unit }: OutputCheck, points: readonly Scored[]): string[] {
  const medians = points.map(({ model }) => model.forecast.median);
  const [lower, upper] = quantiles(medians, [1 / 3, 2 / 3]) as [number, number];
  if (!(lower < upper)) return [];
  const parts = [
    {
      where: `where much is forecast (more than ${sized(upper, unit)})`,
      isIn: (m: number) => m > upper,
    },
    {
      where: `where little is forecast (less than ${sized(lower, unit)})`,
      isIn: (m: number) => m < lower,
    },
  ];
  return parts.flatMap(({ where, isIn }) =>
    weakPart(output, where, points, ({ model }) => isIn(model.forecast.median)),
  );
}

function records({ output }: OutputCheck, points: readonly Scored[]): string[] {
  const ids = [...new Set(points.map(({ episode }) => episode))];
  if (ids.length < 3) return [];
  return ids.flatMap((id) =>
    weakPart(output, `in the record ${id}`, points, ({ episode }) => episode === id),
  );
}

function weakPart(
  output: string,
  where: string,
  points: readonly Scored[],
  isIn: (point: Scored) => boolean,
): string[] {
  const inside = points.filter(isIn);
  const others = points.filter((point) => !isIn(point));
  const starts = new Set(inside.map(startOf)).size;
  if (Math.min(inside.length, others.length) < FEWEST_POINTS || starts < 2) return [];
  const [held, elsewhere] = [heldBy(inside), heldBy(others)];
  if (held > WEAK || elsewhere - held < BETTER) return [];
  return [
    `${output}: ${where} only ${percent(held)} of the checked values lay inside the ${percent(LEVEL)} range, elsewhere ${percent(elsewhere)}.`,
  ];
}

/** From the distance on from which a simple guess is as good at every one that was checked. */
function farAhead({ output, byHorizon }: OutputCheck, timeUnit: string): string[] {
  const good = byHorizon.findLastIndex(({ skill }) => Object.values(skill).every((s) => s > 0));
  const beaten = byHorizon.slice(good + 1);
  // One distance alone may be luck.
  if (beaten.length < Math.max(2, byHorizon.length / 5)) return [];
  return [`${output}: from ${beaten[0]!.horizon} ${timeUnit}s ahead on a simple guess is as good.`];
}

function heldBy(points: readonly Scored[]): number {
  const at = COVERAGE_LEVELS.indexOf(LEVEL);
  return mean(points.map(({ model }) => (model.inside[at] ? 1 : 0)));
}

function sized(value: number, unit: string): string {
  return `${amount(value)} ${unit}`.trim();
}

function startOf({ episode, origin }: ForecastPoint): string {
  return `${episode} ${origin}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
