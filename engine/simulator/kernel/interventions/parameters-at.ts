import type { Plan } from '../plan.ts';

/** The parameters of a set as they are in a row, interventions applied in the order of the list. */
export function parametersAt(plan: Plan, set: number, row: number, target: Float64Array): void {
  const count = plan.parameters.length;
  const all = plan.request.parameters;
  for (let i = 0; i < count; i++) target[i] = all[set * count + i]!;
  for (const { kind, index, value, from, to } of plan.interventions.parameters) {
    if (row < from || row > to) continue;
    target[index] = kind === 'scale-parameter' ? target[index]! * value : value;
  }
}
