import { afterAll, describe, expect, it } from 'vitest';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { simulateTask } from '../../engine/compute/simulation-task.ts';
import { createPlainRunner, evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import type { SimulationRequest } from '../../engine/simulator/simulation.ts';
import { compileWorked } from '../simulator/worked.ts';

const { hash, code, declaration } = compileWorked('supply-chain');
const program = { hash, code };
const STEPS = 30;

function ask(replications: number, flows: boolean): SimulationRequest {
  const start = { inventory: 12, backlog: 0, pipeline: 0 };
  return {
    program,
    episodes: [
      {
        id: 'e',
        steps: STEPS,
        observed: Object.fromEntries(
          Object.entries(start).map(([name, value]) => [
            name,
            new Float64Array(STEPS + 1).fill(value),
          ]),
        ),
        inputs: {},
        levers: {},
      },
    ],
    parameters: Float64Array.from(
      Object.values(declaration.parameters),
      (parameter) => parameter.default ?? Number.NaN,
    ),
    sets: 1,
    replications,
    mode: { kind: 'rollout' },
    seed: 7,
    streams: 'independent',
    interventions: [
      { kind: 'scale-parameter', parameter: 'demand', value: 2, from: 10, to: 15 },
      { kind: 'delay-module', module: 'delivery', by: 2, from: 5, to: 12 },
      { kind: 'set-state', field: 'inventory', value: 3, at: 20 },
    ],
    policies: {
      order: {
        kind: 'reorder',
        watch: { terms: [{ output: 'inventory', weight: 1 }], delay: 1, window: 2, underway: 2 },
        below: 10,
        level: 25,
        every: 1,
      },
    },
    resources: {
      hands: {
        low: 0,
        high: Number.POSITIVE_INFINITY,
        default: 0,
        integer: true,
        policy: {
          kind: 'rule',
          clauses: [
            {
              when: [
                { watch: { terms: [{ output: 'backlog', weight: 1 }] }, is: 'above', value: 2 },
              ],
              value: 4,
            },
          ],
          otherwise: 1,
        },
      },
    },
    record: 'all',
    ...(flows && { flows }),
  };
}

const pool = createSimulationPool({ threads: 2 });
afterAll(() => pool.close());

describe('a request with interventions, policies, resources and flows', () => {
  const hosts = [
    ['a hardened realm of the pool', createSimulate(pool)],
    [
      'one process',
      createSimulate(createInProcess([simulateTask(() => evaluateDriver(code))]), {
        chunkMilliseconds: 0.001,
      }),
    ],
    ['plain JavaScript', createPlainRunner()],
  ] as const;

  it.each(hosts)('comes to the same numbers in %s', async (_, simulate) => {
    for (const request of [ask(20, true), ask(600, false)]) {
      const { notes: _none, ...direct } = evaluateDriver(code).run(
        request,
        0,
        request.replications,
      );
      const { notes: _alike, ...found } = await simulate(request);
      expect(found).toEqual(direct);
      expect(found.values.length).toBe(request.replications * (STEPS + 1) * 5);
      expect(found.failures).toEqual([]);
    }
    const { flows } = await simulate(ask(20, true));
    expect(flows?.fields).toEqual(['inventory', 'backlog', 'wanted', 'quantities', 'remaining']);
    expect(flows?.changes.length).toBe(20 * STEPS * declaration.modules.length * 5);
  });

  it('goes on from states that the hardened realm kept, with changes before the origin as well', async () => {
    const { interventions = [], ...rest } = ask(50, false);
    const mode = { kind: 'forecast', origin: 18, keep: true } as const;
    const simulate = createSimulate(pool);
    for (const first of [10, 11, 10]) {
      const [surge, ...others] = interventions;
      const moved = [{ ...surge, from: first }, ...others] as typeof interventions;
      const request = { ...rest, mode, interventions: moved };
      const direct = evaluateDriver(code).run(request, 0, 50);
      expect((await simulate(request)).values).toEqual(direct.values);
    }
  });
});
