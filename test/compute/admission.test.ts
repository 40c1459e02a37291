import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit } from '../../engine/compute/admission.ts';
import {
  createSimulationPool,
  type SimulationPool,
} from '../../engine/compute/pool/simulation-pool.ts';
import { type RawParts, rawProgram, requestOf } from './support/raw-program.ts';

let pool: SimulationPool;
beforeAll(() => {
  pool = createSimulationPool({
    threads: 1,
    deadline: 3000,
    memoryLimit: 400 * 2 ** 20,
    attempts: 1,
  });
});
afterAll(() => pool.close());

function examine(parts: RawParts, limits = {}) {
  const modules = [{ name: 'only', meaning: '', reads: ['x'], writes: ['x'] }];
  const sample = requestOf(rawProgram(parts), { replications: 10 });
  return admit({ modules }, pool, sample, limits);
}

describe('admission of a program to the pool', () => {
  it('lets a sound one in and says how fast it is', async () => {
    const work = 'for (let i = 0; i < 1e5; i++) state.x = Math.sin(state.x + i);';
    const { secondsPerRun, heapBytes, ...rest } = await examine({ step: work });
    expect(rest).toEqual({ admitted: true, reasons: [] });
    expect(secondsPerRun).toBeGreaterThan(0.001);
    expect(secondsPerRun).toBeLessThan(0.5);
    expect((await examine({})).secondsPerRun).toBeLessThan(secondsPerRun);
    expect(heapBytes).toBeGreaterThan(1e6);
  });

  it.each<[string, string, RawParts, object?]>([
    ['counts its own calls', 'not-deterministic', { top: 'let n = 0;', step: 'state.x = n++;' }],
    [
      'keeps something from one run to the next of a batch',
      'hidden-state',
      {
        top: 'let kept = -1;',
        step: 'if (kept < 0) kept = world.random.uniform(); state.x = kept;',
      },
    ],
    [
      'is slow',
      'too-slow',
      { step: 'for (let i = 0; i < 1e7; i++) state.x = Math.sin(i);' },
      { secondsPerRun: 0.001 },
    ],
    ['never ends', 'too-slow', { step: 'for (;;) {}' }],
    [
      'keeps much memory',
      'too-much-memory',
      { top: 'const all = [];', step: 'all.push(new Float64Array(5e5).fill(1));' },
      { heapBytes: 1e8 },
    ],
    [
      'takes all memory',
      'too-much-memory',
      { step: 'const a = []; for (;;) a.push(new Array(1e5).fill(1.5));' },
    ],
    ['is no program', 'broken', { top: '}{' }],
    ['writes what it does not declare', 'undeclared-write', { step: 'state.y = 1;' }],
    [
      'changes a list that it does not declare',
      'undeclared-write',
      { start: 'return { x: 0, list: [] };', step: 'state.list.push(1);' },
    ],
    [
      'reads what it does not declare',
      'undeclared-read',
      { start: 'return { x: 0, z: 1 };', step: 'state.x += state.z;' },
    ],
  ])('refuses one that %s: %s', async (_, kind, parts, limits) => {
    const { admitted, reasons } = await examine(parts, limits);
    expect(admitted).toBe(false);
    expect(reasons.map((reason) => reason.kind)).toContain(kind);
  });

  it('is cancelled by its signal', async () => {
    await expect(examine({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
