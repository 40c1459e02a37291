/** A held-out check without its single points: what is kept and shown. */
import type { OutputCheck } from './forecast-check.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import type { HeldOutSummary } from './schemas/held-out-summary.ts';

export function summariseHeldOut({ rolling, timeUnit }: RollingOriginCheck): HeldOutSummary {
  return { timeUnit, horizon: rolling.horizon, outputs: rolling.outputs.map(outputOf) };
}

function outputOf({
  output,
  unit,
  origins,
  model,
  naive,
}: OutputCheck): HeldOutSummary['outputs'][number] {
  return {
    output,
    unit,
    points: model.points,
    origins,
    wis: finite(model.wis),
    crps: finite(model.crps),
    coverage: model.coverage.map(({ level, covered, low, high, kind }) => ({
      level,
      covered,
      low,
      high,
      kind,
    })),
    naive: naive.map(({ label, wis, modelWis, skill }) => ({
      label,
      wis,
      modelWis,
      skill: finite(skill),
    })),
  };
}

/** Without points, or beside a perfect simple forecast, there is no number. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
