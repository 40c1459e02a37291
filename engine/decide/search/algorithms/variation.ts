/**
 * How points are recombined and changed: simulated binary crossover (Deb & Agrawal 1995) and polynomial mutation (Deb &
 * Goyal 1996), both with bounds as in the NSGA-II code of its authors; steps of differential evolution (Storn & Price 1997).
 * Whole numbers by rounding; choices by exchange and anew.
 */
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';
import { activeOf, endsOf, type Variable, type Variables, within } from './variables.ts';

/** Chance that a pair is recombined at all; of each variable then one half. */
const CROSSOVER = 0.9;
const CROSSOVER_ETA = 15;
const MUTATION_ETA = 20;

/** F: length of a differential step. */
const DIFFERENTIAL_WEIGHT = 0.5;

type Pair = readonly [number, number];

/** Two children of two points. */
export function recombined(
  variables: Variables,
  [mother, father]: readonly [readonly number[], readonly number[]],
  random: RandomSource,
): [number[], number[]] {
  if (random.uniform() > CROSSOVER) return [[...mother], [...father]];
  const pairs = variables.map((variable, i): Pair => {
    const pair: Pair = [mother[i]!, father[i]!];
    if (random.uniform() > 0.5) return pair;
    const [one, other] =
      variable.kind === 'choice' ? pair : binaryCrossover(variable, pair, random);
    return random.uniform() < 0.5 ? [other, one] : [one, other];
  });
  return [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
}

function binaryCrossover(variable: Variable, pair: Pair, random: RandomSource): Pair {
  const [low, high] = endsOf(variable);
  const [near, far] = [Math.min(...pair), Math.max(...pair)];
  const gap = far - near;
  if (gap <= 1e-14 * (high - low)) return pair;
  const u = random.uniform();
  const reach = (room: number): number => {
    const alpha = 2 - (1 + (2 * room) / gap) ** -(CROSSOVER_ETA + 1);
    const share = u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha);
    return share ** (1 / (CROSSOVER_ETA + 1)) * gap;
  };
  const middle = near + far;
  return [
    within(variable, (middle - reach(near - low)) / 2),
    within(variable, (middle + reach(high - far)) / 2),
  ];
}

/**
 * A point moved along the difference of two others, in all variables at once: the steps are as long as the population is wide
 * in their direction, and follow dependences between variables, which crossover by variables does not. What would go beyond an
 * end goes half the way to it. Choices are the point's own or those of the first of the others.
 */
export function stepped(
  variables: Variables,
  point: readonly number[],
  [to, from]: readonly [readonly number[], readonly number[]],
  random: RandomSource,
): number[] {
  return point.map((value, i) => {
    const variable = variables[i]!;
    if (variable.kind === 'choice') return random.uniform() < 0.5 ? value : to[i]!;
    const [low, high] = endsOf(variable);
    const next = value + DIFFERENTIAL_WEIGHT * (to[i]! - from[i]!);
    return within(
      variable,
      next < low ? (value + low) / 2 : next > high ? (value + high) / 2 : next,
    );
  });
}

/** The point with one in n of its n variables that matter changed, on average. */
export function mutated(
  variables: Variables,
  point: readonly number[],
  random: RandomSource,
): number[] {
  const rate = 1 / activeOf(variables, point).filter(Boolean).length;
  return point.map((value, i) => {
    if (random.uniform() >= rate) return value;
    const variable = variables[i]!;
    const [low, high] = endsOf(variable);
    if (low === high) return value;
    if (variable.kind === 'choice') return (value + random.integer(1, high)) % (high + 1);
    const moved = within(variable, polynomial(value, [low, high], random));
    if (variable.kind === 'real' || moved !== value) return moved;
    // Of few whole numbers the next one is farther than this mutation reaches.
    const up = value === low || (value < high && random.uniform() < 0.5);
    return up ? value + 1 : value - 1;
  });
}

function polynomial(value: number, [low, high]: Pair, random: RandomSource): number {
  const range = high - low;
  const u = random.uniform();
  const power = MUTATION_ETA + 1;
  if (u <= 0.5) {
    const room = 1 - (value - low) / range;
    return value + ((2 * u + (1 - 2 * u) * room ** power) ** (1 / power) - 1) * range;
  }
  const room = 1 - (high - value) / range;
  return value + (1 - (2 * (1 - u) + (2 * u - 1) * room ** power) ** (1 / power)) * range;
}
