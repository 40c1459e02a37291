import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { RULES } from '../../../engine/simulator/compile/language.ts';
import {
  explainProblems,
  type Problem,
  SimulatorError,
} from '../../../engine/simulator/simulator-error.ts';
import { ESCAPES } from './escapes.ts';
import { around, infection, LINES_BEFORE } from './sources.ts';

/** The problems for which a source is refused. */
function problemsOf(source: string): readonly Problem[] {
  try {
    compileSimulator(source, { file: 'x.sim.js' });
  } catch (error) {
    if (error instanceof SimulatorError) return error.problems;
    throw error;
  }
  return [];
}

describe('what a simulator may not do', () => {
  it.each(ESCAPES)('refuses $name', ({ rule, body, top }) => {
    const problems = problemsOf(around(body ?? 'state.x = 1;', top));
    const told = problems.find((problem) => problem.rule === rule);
    expect(problems.map((problem) => problem.rule)).toContain(rule);
    expect(told?.line).toBe(
      top !== undefined && (body === undefined || told?.line === 1) ? 1 : LINES_BEFORE + 1,
    );
    expect(told?.column).toBeGreaterThan(0);
    expect(told?.hint.length).toBeGreaterThan(5);
  });

  it('knows every rule by at least one attempt, but for those of size, syntax and state', () => {
    const known = new Set(ESCAPES.map(({ rule }) => rule));
    expect(Object.keys(RULES).filter((rule) => !known.has(rule as keyof typeof RULES))).toEqual([
      'size',
      'syntax',
      'state',
    ]);
  });

  it('points at the line and column of what it refuses', () => {
    const [problem] = problemsOf(around('state.x = 1;\n  state.x = Date.now();'));
    expect(problem).toEqual({
      rule: 'name',
      line: LINES_BEFORE + 2,
      column: 13,
      message: 'unknown name: Date',
      hint: 'The day is `world.t`, `world.date` and `world.weekday`',
    });
  });

  it('points at the right line of a file whose types were removed', () => {
    const [problem] = problemsOf(around('const a: number = 1;\nstate.x = a as number;\nfetch(a);'));
    expect(problem).toMatchObject({ rule: 'name', line: LINES_BEFORE + 3, column: 1 });
  });

  it('tells all problems at once, one a line', () => {
    const source = around('fetch(1);\neval(2);\nstate.y = 3;');
    const told = explainProblems(new SimulatorError('x.sim.js', problemsOf(source))).split('\n');
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^x\.sim\.js:9:1 name: unknown name: fetch\. /);
    expect(told[1]).toMatch(
      /^x\.sim\.js:10:1 name: unknown name: eval\. Write the code in the file$/,
    );
  });
});

describe('a declared part that cannot be right', () => {
  const cases: readonly (readonly [what: string, from: string, to: string, message: string])[] = [
    [
      'bounds that are swapped',
      'low: 0, high: 2',
      'low: 3, high: 2',
      'parameters.beta.prior: low 3 is not below high 2',
    ],
    [
      'a default outside its prior',
      "unit: '1/day'",
      "default: 5, unit: '1/day'",
      'parameters.beta.default: 5 is outside [0, 2]',
    ],
    [
      'noise by an unknown parameter',
      "meaning: 'ill'",
      "meaning: 'ill', noise: { kind: 'normal', sd: 'sigma' }",
      'outputs.I.noise.sd: unknown parameter sigma',
    ],
    [
      'two modules of one name',
      "name: 'recovery'",
      "name: 'infection'",
      'modules.1.name: infection is also the name of another module',
    ],
    [
      'a module that takes the stream of the noise',
      "name: 'recovery'",
      "name: 'noise'",
      'modules.1.name: noise would share its random numbers with noise',
    ],
    ['an unknown kind', "kind: 'uniform'", "kind: 'flat'", 'parameters.beta.prior.kind: Invalid'],
    [
      'a field that nobody knows',
      "unit: '1/day'",
      "units: '1/day'",
      'parameters.beta: Unrecognized key',
    ],
    ['a value that has to be run', 'high: 2', 'high: Math.PI', 'declared value: not a literal'],
    [
      'a missing observe',
      'observe(state) { return { S: state.S, I: state.I }; },',
      '',
      'function: observe is missing',
    ],
    [
      'a missing output',
      'return { S: state.S, I: state.I };',
      'return { S: state.S };',
      'observe: gives no I',
    ],
    [
      'an unknown parameter',
      'parameters.beta *',
      'parameters.bta *',
      'parameters: bta is not declared',
    ],
    [
      'an unknown part of the world',
      '{ parameters, random }',
      '{ parameters, rng: random }',
      'world: rng',
    ],
    ['a field written twice', 'low: 0,', 'low: 0, low: 1,', 'twice: low'],
    ['another version of the contract', 'contract: 1', 'contract: 9', 'contract: Invalid'],
    [
      'a step that is no function',
      'step(state, { random }) {',
      'step: 7, other(state, { random }) {',
      'function: step is not one',
    ],
  ];

  it.each(cases)('tells of %s', (_, from, to, message) => {
    expect(infection).toContain(from);
    const problems = problemsOf(infection.replace(from, to));
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });

  it('points at the field', () => {
    const [problem] = problemsOf(infection.replace('high: 2', 'high: -2'));
    expect(problem).toMatchObject({ rule: 'declaration', line: 4 });
    expect(infection.split('\n')[3]?.slice(problem!.column - 1)).toMatch(/^\{ kind: 'uniform'/);
  });
});
