/** Sources that several tests of the compiler build on. */
import type { ProgramParts } from '../../../engine/simulator/kernel/program.ts';

/** A small whole simulator. */
export const infection = `export default {
  contract: 1, title: 'Infection', description: 'A closed school.',
  time: { unit: 'day', step: 1 },
  parameters: { beta: { prior: { kind: 'uniform', low: 0, high: 2 }, unit: '1/day', meaning: 'contacts that infect' } },
  outputs: { S: { unit: 'people', kind: 'count', meaning: 'susceptible' }, I: { unit: 'people', kind: 'count', meaning: 'ill' } },
  start(row) { return { S: row.S, I: row.I, R: 0 }; },
  modules: [
    { name: 'infection', meaning: 'contact', reads: ['S', 'I', 'R'], writes: ['S', 'I'],
      step(state, { parameters, random }) { const n = random.binomial(state.S, 1 - Math.exp(-parameters.beta * state.I / (state.S + state.I + state.R))); state.S -= n; state.I += n; } },
    { name: 'recovery', meaning: 'a week', reads: ['I'], writes: ['I', 'R'],
      step(state, { random }) { const n = random.binomial(state.I, 1 / 7); state.I -= n; state.R += n; } },
  ],
  observe(state) { return { S: state.S, I: state.I }; },
  rules: [{ name: 'people', meaning: 'nobody appears', kind: 'conserved', value(state) { return state.S + state.I + state.R; } }],
};
`;

/** Lines before the body of the step in `around`. */
export const LINES_BEFORE = 8;

/**
 * A simulator around a step's body; its state is { x: 0, list: [3, 1, 2], people: [{ age: 3, days: 1 }, ...] }.
 * `top` is text before `export default`, on the first line.
 */
export function around(body: string, top = ''): string {
  return `${top} export default {
  contract: 1, title: 'Test', description: 'For a test.', time: { unit: 'day', step: 1 },
  parameters: { rate: { prior: { kind: 'uniform', low: 0, high: 2 }, unit: '1', meaning: 'a rate' } },
  levers: { beds: { unit: 'beds', meaning: 'beds', default: 4, low: 0, high: 50 } },
  outputs: { x: { unit: '1', kind: 'continuous', meaning: 'a number' } },
  start(row, world) { return { x: 0, list: [3, 1, 2], people: [{ age: 3, days: 1 }, { age: 40, days: 2 }] }; },
  modules: [{ name: 'work', meaning: 'work', reads: ['x', 'list', 'people'], writes: ['x', 'list', 'people'],
    step(state, world) {
${body}
    } }],
  observe(state) { return { x: state.x }; },
};
`;
}

/** What a stopped program throws. */
export class Stopped extends Error {
  readonly kind: string;
  readonly line: number;

  constructor(kind: string, line: number) {
    super(`${kind} at line ${line}`);
    this.kind = kind;
    this.line = line;
  }
}

/** Evaluates a program that the test itself has compiled. */
export function evaluate(code: string): ProgramParts {
  const factory = new Function(`return ${code}`)();
  return factory((kind: string, line: number) => {
    throw new Stopped(kind, line);
  });
}

/** A world of fixed values, with random numbers that only count up. */
export function plainWorld() {
  let drawn = 0;
  const next = (): number => {
    drawn = (drawn * 16807 + 7) % 2147483647;
    return drawn / 2147483647;
  };
  return {
    ...{ t: 1, date: '2024-01-01', weekday: 0, dt: 1, substep: 0 },
    ...{ parameters: { rate: 0.5 }, inputs: {}, levers: { beds: 4 } },
    random: {
      uniform: (low = 0, high = 1) => low + next() * (high - low),
      normal: (mean = 0, sd = 1) => mean + sd * (next() - 0.5),
      poisson: (mean: number) => Math.floor(mean * 2 * next()),
      binomial: (n: number, p: number) => Math.floor(n * p),
      integer: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
      categorical: (list: readonly number[]) => Math.floor(next() * list.length),
      multinomial: (n: number, list: readonly number[]) => list.map((p) => Math.floor(n * p)),
      shuffle: (list: number[]) => list.reverse(),
    },
  };
}

/** State after one step of `around(body)`, as text. */
export function stateAfterStep(code: string, budget = 1e6): string {
  const parts = evaluate(code);
  parts.setBudget(budget, budget);
  const world = plainWorld() as never;
  const state = parts.start({}, world);
  parts.steps[0]!(state, world);
  return JSON.stringify(state);
}
