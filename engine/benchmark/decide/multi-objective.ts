/**
 * Test problems with several objectives, all to be minimised over boxes: ZDT (Zitzler, Deb & Thiele 2000, "Comparison of
 * multiobjective evolutionary algorithms: empirical results") and DTLZ2 (Deb, Thiele, Laumanns & Zitzler 2002).
 */
import type { Variables } from '../../decide/search/algorithms/variables.ts';

export interface MultiObjectiveProblem {
  readonly id: string;
  readonly variables: Variables;
  readonly objectives: (x: readonly number[]) => number[];
  /** Volume of the true front up to reference point 1; absent: not known. */
  readonly frontVolume?: number;
}

const sum = (values: readonly number[], of: (value: number) => number) =>
  values.reduce((total, value) => total + of(value), 0);

export function box(count: number, low = 0, high = 1): Variables {
  return Array.from({ length: count }, () => ({ kind: 'real', low, high }) as const);
}

const tail = (x: readonly number[]) => 1 + (9 / (x.length - 1)) * sum(x.slice(1), (v) => v);

/** Convex front, 30 variables. */
export const zdt1: MultiObjectiveProblem = {
  id: 'zdt1',
  variables: box(30),
  objectives(x) {
    const g = tail(x);
    return [x[0]!, g * (1 - Math.sqrt(x[0]! / g))];
  },
  frontVolume: 2 / 3,
};

/** Concave front, 30 variables. */
export const zdt2: MultiObjectiveProblem = {
  id: 'zdt2',
  variables: box(30),
  objectives(x) {
    const g = tail(x);
    return [x[0]!, g * (1 - (x[0]! / g) ** 2)];
  },
  frontVolume: 1 / 3,
};

/** A front of five pieces, 30 variables. */
export const zdt3: MultiObjectiveProblem = {
  id: 'zdt3',
  variables: box(30),
  objectives(x) {
    const g = tail(x);
    const share = x[0]! / g;
    return [x[0]!, g * (1 - Math.sqrt(share) - share * Math.sin(10 * Math.PI * x[0]!))];
  },
  frontVolume: 1.0444,
};

/** 21^9 local fronts, 10 variables. */
export const zdt4: MultiObjectiveProblem = {
  id: 'zdt4',
  variables: [...box(1), ...box(9, -5, 5)],
  objectives(x) {
    const rest = x.slice(1);
    const g = 1 + 10 * rest.length + sum(rest, (v) => v * v - 10 * Math.cos(4 * Math.PI * v));
    return [x[0]!, g * (1 - Math.sqrt(x[0]! / g))];
  },
  frontVolume: 2 / 3,
};

/** Concave front that few points map to, 10 variables. */
export const zdt6: MultiObjectiveProblem = {
  id: 'zdt6',
  variables: box(10),
  objectives(x) {
    const first = 1 - Math.exp(-4 * x[0]!) * Math.sin(6 * Math.PI * x[0]!) ** 6;
    const g = 1 + 9 * (sum(x.slice(1), (v) => v) / (x.length - 1)) ** 0.25;
    return [first, g * (1 - (first / g) ** 2)];
  },
  frontVolume: 0.326,
};

/** Front: an eighth of the unit sphere; 12 variables, 3 objectives. The volume of its complement in the unit cube is pi/6. */
export const dtlz2: MultiObjectiveProblem = {
  id: 'dtlz2',
  variables: box(12),
  objectives(x) {
    const g = 1 + sum(x.slice(2), (v) => (v - 0.5) ** 2);
    const [a, b] = [(x[0]! * Math.PI) / 2, (x[1]! * Math.PI) / 2];
    return [g * Math.cos(a) * Math.cos(b), g * Math.cos(a) * Math.sin(b), g * Math.sin(a)];
  },
  frontVolume: 1 - Math.PI / 6,
};
