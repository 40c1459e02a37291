/** What a search varies: numbers, whole numbers and choices, in natural units, some of which matter for some choices only. */
import { z } from 'zod';
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';

const when = z
  .strictObject({
    /** Position of a choice before this variable. */
    variable: z.int().min(0),
    /** Values of that choice at which this variable matters. */
    is: z.array(z.int().min(0)).readonly(),
  })
  .optional();

const variableSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('real'), low: z.number(), high: z.number(), when }),
  z.strictObject({ kind: z.literal('integer'), low: z.int(), high: z.int(), when }),
  /** One of `count` kinds without an order: 0 .. count - 1. */
  z.strictObject({ kind: z.literal('choice'), count: z.int().min(1), when }),
]);

/** A number of a policy. `when` absent: it always matters. */
export type Variable = z.infer<typeof variableSchema>;

/** At least one variable; ends in order; each `when` names a choice before it. */
export const variablesSchema = z
  .array(variableSchema)
  .min(1)
  .readonly()
  .superRefine((variables, context) => {
    variables.forEach((variable, i) => {
      const refuse = (message: string) => context.addIssue({ code: 'custom', path: [i], message });
      if (variable.kind !== 'choice' && !(variable.low <= variable.high)) {
        refuse(`low: ${variable.low}, above high ${variable.high}`);
      }
      const on =
        variable.when && (variable.when.variable < i ? variables[variable.when.variable] : null);
      if (variable.when && on?.kind !== 'choice') {
        refuse(`when: variable ${variable.when.variable} is no choice before this one`);
      }
    });
  });

export type Variables = z.infer<typeof variablesSchema>;

/** Lowest and highest value. */
export function endsOf(variable: Variable): readonly [number, number] {
  return variable.kind === 'choice' ? [0, variable.count - 1] : [variable.low, variable.high];
}

/** Which variables matter at a point. */
export function activeOf(variables: Variables, point: readonly number[]): boolean[] {
  const active: boolean[] = [];
  for (const { when: condition } of variables) {
    const matters =
      condition === undefined ||
      (active[condition.variable] === true && condition.is.includes(point[condition.variable]!));
    active.push(matters);
  }
  return active;
}

/** Within its ends, whole where it has to be. */
export function within(variable: Variable, value: number): number {
  const [low, high] = endsOf(variable);
  const inside = Math.min(high, Math.max(low, value));
  return variable.kind === 'real' ? inside : Math.round(inside);
}

/** The point within all ends, what does not matter at its lowest value: equal policies are equal points. */
export function tidy(variables: Variables, point: readonly number[]): number[] {
  const inside = variables.map((variable, i) => within(variable, point[i]!));
  const active = activeOf(variables, inside);
  return inside.map((value, i) => (active[i] ? value : endsOf(variables[i]!)[0]));
}

/** Two points are the same policy when their keys are equal. */
export function keyOf(variables: Variables, point: readonly number[]): string {
  return tidy(variables, point).join(' ');
}

/** A Latin hypercube: along each variable one point in each of `count` equal parts (McKay, Beckman & Conover 1979). */
export function spread(variables: Variables, count: number, random: RandomSource): number[][] {
  const columns = variables.map((variable) => {
    const parts = random.shuffle(Array.from({ length: count }, (_, i) => i));
    return parts.map((part) => fromShare(variable, (part + random.uniform()) / count));
  });
  return Array.from({ length: count }, (_, i) => columns.map((column) => column[i]!));
}

/** share in 0..1; every whole number and every choice has the same part of it. */
function fromShare(variable: Variable, share: number): number {
  const [low, high] = endsOf(variable);
  if (variable.kind === 'real') return low + share * (high - low);
  return Math.min(high, low + Math.floor(share * (high - low + 1)));
}
