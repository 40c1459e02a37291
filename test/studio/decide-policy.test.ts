import { describe, expect, it } from 'vitest';
import type { Aim, Metric } from '../../engine/decide/schemas/aim.ts';
import { decidePolicy } from '../../engine/studio/decide/decide-policy.ts';
import { readDecision } from '../../engine/studio/decide/read-decision.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { calibration } from './calibration.ts';
import {
  FEW,
  noShortage,
  plainServices,
  TOTAL_COST,
  WARD_MEANS,
  wardAim,
  wardWithBeds,
} from './decide-ward.ts';
import { projectWithMixture } from './mixed-ward.ts';
import { errorFrom, ward } from './ward.ts';

const beds = (how: Metric['how']): Metric => ({
  series: { kind: 'named', name: 'beds' },
  how,
  level: null,
});

function orderOf(simulator: string, seed: number, aim: Aim) {
  return { ...{ seed, aim }, subject: { kind: 'simulator' as const, simulator }, ...FEW };
}

async function decided(aim: Aim, more: Parameters<typeof wardWithBeds>[0] = {}) {
  const { project, simulator } = await wardWithBeds(more);
  const report = await decidePolicy(project, plainServices(), orderOf(simulator, 1, aim));
  return { project, report, view: await readDecision(project, report.run.id) };
}

describe('looking for a policy', () => {
  it('recommends what keeps the limit, beside doing nothing and the best single value', async () => {
    const { report, view } = await decided(wardAim());
    expect(report.run).toMatchObject({ kind: 'decide', state: 'finished' });
    const [recommended, ...others] = view.cards;
    expect(recommended?.role).toBe('recommended');
    expect(recommended?.limits[0]?.value).toBeGreaterThan(0.88);
    expect(recommended?.words[0]).toMatch(/extra beds.* passes /);
    expect(recommended?.calendar[0]?.middle).toHaveLength(14);
    const nothing = others.find(({ role }) => role === 'do-nothing');
    expect(nothing?.objectives[0]?.value).toBe(0);
    expect(nothing?.limits[0]?.value).toBeLessThan(0.5);
    const constant = others.find(({ role }) => role === 'best-constant');
    expect(constant?.words).toEqual([expect.stringMatching(/^Always \d+ extra beds\.$/)]);
    // All beds of a threshold may be kept open all the time, so that it never has to cost more; by luck of the choice a little.
    expect(recommended?.objectives[0]?.value).toBeLessThan(
      1.1 * (constant?.objectives[0]?.value ?? 0),
    );
    expect(recommended?.cost).toEqual(recommended?.objectives[0]);
    expect(view.sentences).toEqual([
      'Minimise the total cost, on average',
      'Keep shortage of extra beds at most 0 on all days in 90 % of outcomes',
    ]);
    expect(view.dates?.[0]).toBe('2020-04-10');
    expect(view.understanding?.tornado.map(({ factor }) => factor)).toEqual(['mean stay']);
    expect(view.understanding?.stress.length).toBeGreaterThan(0);
    expect(view.ended).toMatch(/^It ended after (the )?\d+ policies/);
  });

  it('tells how it goes: points, the front, marks, the curve', async () => {
    const { view } = await decided(wardAim());
    const { trace } = view;
    expect(trace.objectives).toEqual([
      { words: 'Minimise the total cost, on average', unit: '€', better: 'lower' },
    ]);
    expect(trace.marks.map(({ role }) => role)).toEqual(['do-nothing', 'best-constant']);
    expect(trace.points.length).toBeGreaterThan(20);
    const front = trace.points.filter((point) => point.front);
    const feasible = trace.points.filter((point) => point.feasible);
    expect(front.length).toBeGreaterThan(0);
    const least = Math.min(...feasible.map(({ values }) => values[0] ?? 0));
    expect(front[0]?.values[0]).toBe(least);
    const values = trace.progress.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it('comes to the same numbers whichever simulation is done first', async () => {
    const { project, simulator } = await wardWithBeds();
    const options = orderOf(simulator, 3, wardAim());
    const first = await decidePolicy(project, plainServices(), options);
    const services = plainServices();
    let asked = 0;
    const simulate: typeof services.simulate = async (request, how) => {
      const late = asked++ % 3;
      const result = await services.simulate(request, how);
      for (let i = 0; i < late; i++) await new Promise((resolve) => setImmediate(resolve));
      return result;
    };
    const second = await decidePolicy(project, { ...services, simulate }, options);
    expect(second.result).toEqual(first.result);
  });

  it('keeps the best so far when it is stopped, and goes on to the same numbers', async () => {
    const { project, simulator } = await wardWithBeds();
    const options = orderOf(simulator, 2, wardAim());
    const whole = await decidePolicy(project, plainServices(), options);
    const stop = new AbortController();
    let generations = 0;
    const stopped = await decidePolicy(
      project,
      plainServices({
        signal: stop.signal,
        onEntry: ({ event }) => {
          if (event === 'policies' && ++generations === 3) stop.abort();
        },
      }),
      options,
    );
    expect(stopped.run.state).toBe('cancelled');
    expect(stopped.result.cards[0]?.role).toBe('recommended');
    expect(stopped.result.ended).toMatch(/stopped/);
    const resumed = await decidePolicy(project, plainServices(), {
      seed: 2,
      resume: { run: stopped.run.id },
    });
    expect(resumed.run.state).toBe('finished');
    expect(resumed.result).toEqual(whole.result);
    const [a, b] = [whole, resumed].map(({ run }) => readDecision(project, run.id));
    expect((await b)?.trace).toEqual((await a)?.trace);
  });

  it('does not go on with other numbers of the model', async () => {
    const { project, simulator } = await wardWithBeds();
    const stop = new AbortController();
    const { run } = await decidePolicy(
      project,
      plainServices({
        signal: stop.signal,
        onEntry: ({ event }) => {
          if (event === 'policies') stop.abort();
        },
      }),
      orderOf(simulator, 2, wardAim()),
    );
    const again = { kind: 'calibrate', seed: 2, inputs: {}, data: ['census'], simulator };
    const writer = await project.startRun(again);
    await writer.finish(calibrationOutcome(calibration(9), { simulator, rows: 'all' }));
    const resumed = decidePolicy(project, plainServices(), { seed: 2, resume: { run: run.id } });
    expect(await errorFrom(resumed)).toMatchObject({ code: 'data-changed' });
    expect((await project.readRun(run.id)).state).toBe('cancelled');
  });

  it('looks for a front where two things are wanted', async () => {
    const aim = wardAim({
      objectives: [
        TOTAL_COST,
        {
          direction: 'minimise',
          metric: { series: { kind: 'shortage', resource: 'extra' }, how: 'total', level: null },
          risk: { kind: 'mean' },
        },
      ],
      limits: [],
      choices: [{ lever: 'extra', kinds: ['constant'], watch: null, ranges: {} }],
    });
    const { view } = await decided(aim);
    const found = view.cards.filter(({ role }) => role === 'recommended' || role === 'front');
    expect(found.length).toBeGreaterThan(3);
    const sorted = found.toSorted((a, b) => a.objectives[0]!.value - b.objectives[0]!.value);
    const shortages = sorted.map(({ objectives }) => objectives[1]!.value);
    expect(shortages).toEqual(shortages.toSorted((a, b) => b - a));
    expect(view.trace.progress.at(-1)?.value).toBe(1);
  });
});

describe('a search over structures with weights', () => {
  it('tells what each policy gives away under each of them', async () => {
    const { project, run } = await projectWithMixture([
      { of: 'ward', weight: 0.6, stay: 8 },
      { of: 'leaving', weight: 0.4, stay: 12 },
    ]);
    await project.edit({ intent: 'means', meta: WARD_MEANS });
    const subject = { kind: 'mixture' as const, run };
    const { result } = await decidePolicy(project, plainServices(), {
      ...{ seed: 1, subject, aim: wardAim(), ...FEW },
    });
    const { regret, tornado } = result.understanding ?? {};
    expect(regret?.structures.map(({ weight }) => weight)).toEqual([0.6, 0.4]);
    const ids = regret?.policies.map(({ id }) => id) ?? [];
    expect(ids[0]).toBe(result.cards[0]?.id);
    expect(ids).not.toContain('do-nothing');
    for (const { by, worst } of regret?.policies ?? []) {
      expect(by).toHaveLength(2);
      expect(worst).toBe(Math.max(...by));
    }
    expect(tornado?.map(({ factor }) => factor)).toContain('which structure holds');
    // Needs are larger where patients stay longer.
    const which = tornado?.find(({ factor }) => factor === 'which structure holds');
    expect([which?.low.at, which?.high.at]).toEqual(['Ward', 'Leaving']);
  });
});

describe('what is said of a search', () => {
  it('names the limit that no policy keeps, and how near it came', async () => {
    const means = {
      ...WARD_MEANS,
      resources: WARD_MEANS.resources.map((own) =>
        own.name === 'extra' ? { ...own, high: 2 } : own,
      ),
    };
    const { view } = await decided(wardAim({ limits: [noShortage(0.99)] }), { means });
    expect(view.warnings.join('\n')).toMatch(
      /No policy that was tried keeps all limits\. Furthest from it: "Keep shortage of extra beds .*" held in at most [\d.]+ % of outcomes, wanted are 99 %\./,
    );
    expect(view.warnings.join('\n')).toMatch(/The policy shown first does not keep/);
    expect(view.cards[0]?.limits[0]?.holds).toBe('no');
  });

  it('says that two limits contradict each other', async () => {
    const extra: Metric = { series: { kind: 'named', name: 'extra' }, how: 'peak', level: null };
    const limits: Aim['limits'] = [
      noShortage(0.9),
      { metric: extra, is: 'at-most', level: 3, chance: 0.9 },
    ];
    const { view } = await decided(wardAim({ limits }));
    expect(view.warnings.join('\n')).toMatch(/Two limits contradict each other here/);
  });

  it('names a lever that does nothing', async () => {
    const { view } = await decided(
      wardAim({
        choices: [
          { lever: 'extra', kinds: ['constant'], watch: null, ranges: {} },
          { lever: 'vans', kinds: ['constant'], watch: null, ranges: {} },
        ],
      }),
    );
    expect(view.warnings).toContain(
      'Vans does nothing here: none of what is wanted changes with it.',
    );
  });

  it('says that an objective is the same whatever is chosen', async () => {
    const objective = {
      direction: 'minimise',
      metric: beds('mean'),
      risk: { kind: 'mean' },
    } as const;
    const { view } = await decided(wardAim({ objectives: [objective], limits: [] }));
    expect(view.warnings.join('\n')).toMatch(
      /"Minimise .*" is the same whatever is chosen \([\d.]+\)/,
    );
  });

  it('says where the model breaks', async () => {
    const code = ward.simulator
      .replace(
        'outputs: {',
        "levers: { pressure: { unit: '1', meaning: 'pressure', low: 0, high: 10, default: 5, integer: false } }, outputs: {",
      )
      .replace(
        'step(state, { parameters, inputs, random }) {',
        'step(state, { parameters, inputs, levers, random }) { if (levers.pressure > 6) state.beds = -1;',
      );
    const objective = {
      direction: 'minimise',
      metric: beds('mean'),
      risk: { kind: 'mean' },
    } as const;
    const { view } = await decided(
      wardAim({
        objectives: [objective],
        limits: [],
        choices: [{ lever: 'pressure', kinds: ['constant'], watch: null, ranges: {} }],
      }),
      { code },
    );
    expect(view.warnings.join('\n')).toMatch(
      /The model breaks under [\d.]+ % of the policies that were tried \(100 % of runs where .* of pressure is above [56]\.?\d*, 0 % elsewhere\)/,
    );
  });

  it('refuses what cannot be searched before there is a run', async () => {
    const { project, simulator } = await wardWithBeds();
    const before = (await project.listRuns()).items.length;
    const aim = wardAim({
      choices: [{ lever: 'bed', kinds: ['constant'], watch: null, ranges: {} }],
    });
    const order = orderOf(simulator, 1, aim);
    expect(await errorFrom(decidePolicy(project, plainServices(), order))).toMatchObject({
      message: 'lever: no bed',
      hint: 'One of: extra, vans.',
    });
    expect((await project.listRuns()).items).toHaveLength(before);
  });
});
