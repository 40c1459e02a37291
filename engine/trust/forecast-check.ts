/** Scored forecast points summed up: how good, how honest, and better than what costs nothing? */
import { type CoverageCheck, checkCoverage } from './coverage.ts';
import { COVERAGE_LEVELS, type ForecastPoint, type PointScore } from './forecast-points.ts';
import { NAIVE_METHODS, type NaiveMethod } from './naive.ts';

interface ScoreSummary {
  readonly points: number;
  /** Mean weighted interval score, in the unit of the output; lower is better. */
  readonly wis: number;
  /** Mean continuous ranked probability score, in the unit of the output. */
  readonly crps: number;
  /** In the order of COVERAGE_LEVELS: 50, 80 and 95 %. */
  readonly coverage: readonly CoverageCheck[];
}

/** A naive method, and the model on the points that this method could forecast. */
export interface NaiveComparison extends ScoreSummary {
  readonly name: NaiveMethod['name'];
  readonly label: string;
  readonly modelWis: number;
  /** 1 - modelWis / wis: 0 no better, 1 perfect, negative worse. */
  readonly skill: number;
  /** Mean of model minus naive WIS (negative: model better); its standard error takes an origin as one draw. */
  readonly difference: { readonly mean: number; readonly standardError?: number };
}

interface HorizonScore {
  readonly horizon: number;
  readonly points: number;
  readonly wis: number;
  readonly crps: number;
  /** Naive method -> skill of the model at this horizon, on the points both forecast. */
  readonly skill: Readonly<Partial<Record<NaiveMethod['name'], number>>>;
}

export interface OutputCheck {
  readonly output: string;
  readonly unit: string;
  /** Origins with at least one point (each of each episode counts). */
  readonly origins: number;
  /** Observed values that the model could not forecast because every run failed. */
  readonly missing: number;
  readonly model: ScoreSummary;
  readonly naive: readonly NaiveComparison[];
  readonly byHorizon: readonly HorizonScore[];
}

type Scored = ForecastPoint & { readonly model: NonNullable<ForecastPoint['model']> };

/** The summary of one output; undefined where nothing was observed to compare with. */
export function summariseOutput(
  all: readonly ForecastPoint[],
  output: { readonly name: string; readonly unit: string },
  timeUnit: string,
): OutputCheck | undefined {
  const own = all.filter((point) => point.output === output.name);
  const points = own.filter((point): point is Scored => point.model !== undefined);
  if (own.length === 0) return undefined;
  return {
    output: output.name,
    unit: output.unit,
    origins: new Set(own.map(originKey)).size,
    missing: own.length - points.length,
    model: summarise(points, (point) => point.model),
    naive: NAIVE_METHODS.flatMap((method) => compareWith(method, points, timeUnit)),
    byHorizon: byHorizon(points),
  };
}

function summarise<Point extends ForecastPoint>(
  points: readonly Point[],
  scoreOf: (point: Point) => PointScore,
): ScoreSummary {
  const coverage = COVERAGE_LEVELS.flatMap((level, index) => {
    const hits = points.map((point) => ({
      inside: scoreOf(point).inside[index]!,
      origin: originKey(point),
      target: `${point.episode} ${point.origin + point.horizon}`,
    }));
    return checkCoverage(hits, level) ?? [];
  });
  return {
    points: points.length,
    wis: mean(points.map((point) => scoreOf(point).wis)),
    crps: mean(points.map((point) => scoreOf(point).crps)),
    coverage,
  };
}

function compareWith(
  method: NaiveMethod,
  points: readonly Scored[],
  timeUnit: string,
): NaiveComparison[] {
  const common = points.filter((point) => point.naive[method.name] !== undefined);
  if (common.length === 0) return [];
  const naive = summarise(common, (point) => point.naive[method.name]!);
  const modelWis = mean(common.map((point) => point.model.wis));
  return [
    {
      ...naive,
      name: method.name,
      label: method.label(timeUnit),
      modelWis,
      skill: skillOf(modelWis, naive.wis),
      difference: pairedDifference(common, method.name),
    },
  ];
}

function byHorizon(points: readonly Scored[]): HorizonScore[] {
  const groups = [...Map.groupBy(points, (point) => point.horizon)].sort(([a], [b]) => a - b);
  return groups.map(([horizon, group]) => ({
    horizon,
    points: group.length,
    wis: mean(group.map((point) => point.model.wis)),
    crps: mean(group.map((point) => point.model.crps)),
    skill: Object.fromEntries(
      NAIVE_METHODS.flatMap(({ name }) => {
        const common = group.filter((point) => point.naive[name] !== undefined);
        if (common.length === 0) return [];
        const naive = mean(common.map((point) => point.naive[name]!.wis));
        return [[name, skillOf(mean(common.map((point) => point.model.wis)), naive)]];
      }),
    ),
  }));
}

/** Cluster-robust standard error of a mean, an origin being a cluster; absent with a single origin. */
function pairedDifference(points: readonly Scored[], method: NaiveMethod['name']) {
  const difference = (point: Scored) => point.model.wis - point.naive[method]!.wis;
  const centre = mean(points.map(difference));
  const clusters = [...Map.groupBy(points, originKey).values()];
  if (clusters.length < 2) return { mean: centre };
  const squares = clusters.map(
    (cluster) => cluster.reduce((sum, point) => sum + difference(point) - centre, 0) ** 2,
  );
  const count = clusters.length;
  const variance = (mean(squares) * count * count) / (count - 1);
  return { mean: centre, standardError: Math.sqrt(variance) / points.length };
}

/** Two perfect forecasts are equally good. */
function skillOf(model: number, naive: number): number {
  return model === naive ? 0 : 1 - model / naive;
}

function originKey(point: ForecastPoint): string {
  return `${point.episode} ${point.origin}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
