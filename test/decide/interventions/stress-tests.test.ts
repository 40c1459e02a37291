import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../engine/decide/interventions/check-scenario.ts';
import { courseFor } from '../../../engine/decide/interventions/course-for.ts';
import { stressTests } from '../../../engine/decide/interventions/stress-tests.ts';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { scenarioSchema } from '../../../engine/decide/schemas/scenario.ts';
import { ask, compileWorked, meanOf, WORKED } from '../../simulator/worked.ts';

const LAST = 20;
const AHEAD = 20;

/** A start from which each of them can go on. */
const STARTS = {
  sir: { S: 900, I: 50, R: 0 },
  'supply-chain': { inventory: 20, backlog: 0, pipeline: 0 },
  'hospital-beds': {},
  'icu-staged-stay': { occupied: 60 },
  ward: { occupied: 20, waiting: 2 },
} as const;

function offered(name: (typeof WORKED)[number]) {
  const compiled = compileWorked(name);
  const { declaration } = compiled;
  const tests = stressTests({
    declarations: [declaration],
    resources: [],
    names: plainNames([declaration], []),
    last: LAST,
    dates: null,
  });
  return { compiled, tests };
}

/** All runs of a free run of 40 steps under this scenario, of which the first 20 are the past. */
function run(name: (typeof WORKED)[number], id?: string) {
  const { compiled, tests } = offered(name);
  const { declaration } = compiled;
  const steps = LAST + AHEAD;
  const inputs: Record<string, number[]> =
    name === 'icu-staged-stay' ? { admissions: new Array<number>(steps + 1).fill(6) } : {};
  const levers = Object.fromEntries(
    Object.entries(declaration.levers).map(([lever, one]) => [
      lever,
      new Float64Array(steps + 1).fill(one.default),
    ]),
  );
  const scenario = tests.find((one) => one.id === id)?.scenario ?? null;
  const course = courseFor(
    { scenario, policies: {} },
    { name, declaration },
    { episode: { id: 'e', steps, observed: {}, inputs: {}, levers }, origin: LAST },
    { resources: [] },
  );
  expect(course.idle).toEqual([]);
  const { interventions, policies } = course;
  const asked = { steps, observed: STARTS[name], inputs, replications: 50 };
  return ask(compiled, { ...asked, interventions, policies });
}

describe('stress tests', () => {
  it.each([
    ['sir', 'surge-week surge-fortnight longer-stays sudden-event'],
    ['supply-chain', 'surge-week surge-fortnight demand-shock supplier-delay sudden-event'],
    ['hospital-beds', 'surge-week surge-fortnight absence longer-stays sudden-event'],
    ['icu-staged-stay', 'surge-week surge-fortnight longer-stays sudden-event'],
    ['ward', 'surge-week surge-fortnight absence longer-stays sudden-event'],
  ] as const)('that fit %s are offered, and no others', (name, ids) => {
    expect(offered(name).tests.map(({ id }) => id)).toEqual(ids.split(' '));
  });

  it.each(WORKED)('of %s are scenarios that can be followed, without a broken run', (name) => {
    const { compiled, tests } = offered(name);
    for (const { id, words, scenario } of tests) {
      expect(scenarioSchema.parse(scenario)).toEqual(scenario);
      expect(words).not.toContain('undefined');
      const record = { dates: null, last: LAST + AHEAD };
      const facts = { declarations: [compiled.declaration], resources: [], record };
      expect(checkScenario(scenario, facts)).toEqual([]);
      expect([id, run(name, id).failures]).toEqual([id, []]);
    }
  });

  it('bring what they say: 30 % more for a week, three times as many on one day', () => {
    const arrived = (id: string | undefined, first: number, last: number) => {
      const { column } = run('ward', id);
      const rows = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return meanOf(rows.flatMap((row) => column('arrived', row)));
    };
    expect(arrived(undefined, 21, 27)).toBeCloseTo(5, 0);
    expect(arrived('surge-week', 21, 27) / 5).toBeGreaterThan(1.2);
    expect(arrived('surge-week', 21, 27) / 5).toBeLessThan(1.4);
    expect(arrived('surge-week', 30, 36) / 5).toBeLessThan(1.1);
    expect(arrived('sudden-event', 21, 21)).toBeGreaterThan(13);
    expect(arrived('sudden-event', 23, 29) / 5).toBeLessThan(1.1);
  });

  it('change the state of today where nothing comes in from outside', () => {
    const ill = (id?: string) => meanOf(run('sir', id).column('I', 21));
    const before = meanOf(run('sir').column('I', 20));
    // A fifth more are ill in the morning; those who recover and fall ill that day are as before, give or take.
    expect((ill('sudden-event') - ill()) / before).toBeCloseTo(0.2 * 0.9, 1);
  });

  it('are told in words', () => {
    expect(offered('supply-chain').tests.map(({ words }) => words)).toEqual([
      'Surge week: mean demand 1.3 times as many for a week',
      'Two hard weeks: mean demand 1.5 times as many for two weeks',
      'Demand shock: mean demand 1.5 times as many from now on',
      'Supplier delay: days from placing an order to its arrival 2 times as long from now on',
      'Sudden event: mean demand 3 times as many on one day',
    ]);
  });

  it('take a fifth of what a policy provides beside the model, where one does', () => {
    const { declaration } = compileWorked('icu-staged-stay');
    const extra = { name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 10 };
    const resources = [{ ...extra, default: 0, integer: true, serves: null }];
    const facts = {
      ...{ declarations: [declaration], resources, last: LAST, dates: null },
      names: plainNames([declaration], resources),
    };
    const absence = (ruled?: readonly string[]) =>
      stressTests({ ...facts, ...(ruled && { ruled }) }).find(({ id }) => id === 'absence');
    expect(absence()).toBeUndefined();
    expect(absence(['extra'])?.scenario.changes.map(({ change }) => change)).toEqual([
      { kind: 'lever', how: 'scale', lever: 'extra', value: 0.8 },
    ]);
  });
});
