import type { PolicyKind } from '../schemas/policy-choice.ts';
import { baseStock } from './kinds/base-stock.ts';
import { constant } from './kinds/constant.ts';
import { ramp } from './kinds/ramp.ts';
import { reorder } from './kinds/reorder.ts';
import { rule } from './kinds/rule.ts';
import { schedule } from './kinds/schedule.ts';
import { threshold } from './kinds/threshold.ts';
import { trigger } from './kinds/trigger.ts';
import { weekday } from './kinds/weekday.ts';
import type { PolicyRow } from './policy-row.ts';

/** Every way in which a lever or resource can be set day by day, in the order of a form. */
export const POLICIES: readonly PolicyRow[] = [
  constant,
  schedule,
  threshold,
  trigger,
  baseStock,
  reorder,
  weekday,
  ramp,
  rule,
];

export function policyRow(kind: PolicyKind): PolicyRow {
  const row = POLICIES.find((one) => one.kind === kind);
  if (row === undefined) throw new Error(`policy: ${kind} is not in the registry`);
  return row;
}
