import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createNumericsPool } from '../../engine/compute/pool/numerics-pool.ts';

const workerFile = fileURLToPath(new URL('./support/numerics.worker.ts', import.meta.url));
const pool = createNumericsPool({ threads: 2, workerFile });
afterAll(() => pool.close());

describe('the pool for trusted numerics', () => {
  it('runs tasks by name and moves typed arrays back', async () => {
    const sorted = await pool.run({ name: 'sort' }, Float64Array.of(3, 1, 2));
    expect(sorted).toEqual(Float64Array.of(1, 2, 3));
    const summary = await pool.run({ name: 'summary' }, Float64Array.of(3, 1, 2));
    expect(summary).toEqual({ sum: 6, sorted: Float64Array.of(1, 2, 3) });
  });

  it('tells a task that threw from one that was late, cancelled or ended its thread', async () => {
    const code = (error: { code: string }) => error.code;
    const waiting = (options: object) => pool.run({ name: 'wait' }, 60_000, options).catch(code);
    expect(await pool.run({ name: 'fail' }, 1).catch(code)).toBe('task-failed');
    expect(await waiting({ deadline: 50 })).toBe('deadline');
    expect(await waiting({ signal: AbortSignal.timeout(50) })).toBe('cancelled');
    expect(await pool.run({ name: 'exit' }, 1).catch(code)).toBe('crashed');
    expect(await pool.run({ name: 'sort' }, Float64Array.of(2, 1))).toEqual(Float64Array.of(1, 2));
  });
});
