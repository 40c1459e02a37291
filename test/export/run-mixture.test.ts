/** What a script of several structures says of runs that break, in this process with drivers made up for it. */
import { describe, expect, it } from 'vitest';
import type { ScriptDriver, ScriptPayload } from '../../engine/export/runtime/payload.ts';
import { runMixture } from '../../engine/export/runtime/run-mixture.ts';

const structure: ScriptPayload = {
  title: 'Stock',
  parameters: [{ name: 'demand', unit: 'items/day', meaning: '', low: 0, high: 20, whole: false }],
  inputs: [],
  levers: [],
  outputs: [{ name: 'stock', unit: '', meaning: '' }],
  modules: ['demand'],
  state: ['stock'],
  episodes: [{ id: 'a', steps: 1, start: { stock: 9 }, inputs: {}, levers: {} }],
  parameterSets: [[5]],
  seed: 1,
  runs: 10,
  checks: [],
  ahead: { why: 'nothing was observed' },
};

/** Rows of 9 and `last`; those of the runs that break have no last value. */
const driver = (last: number, broken: readonly number[]): ScriptDriver => ({
  run: (_request, from, to) => ({
    values: Float64Array.from({ length: 2 * (to - from) }, (_, i) => {
      if (i % 2 === 0) return 9;
      return broken.includes((i - 1) / 2) ? Number.NaN : last;
    }),
    failures: broken
      .filter((run) => run < to)
      .map((run) => ({ run, step: 1, module: 'demand', reason: 'not-a-number', detail: 'stock' })),
  }),
});

function call(drivers: readonly ScriptDriver[], ...words: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const weights = [0.6, 0.4];
  const payload = {
    ...{ title: 'Stock', seed: 1, runs: 10, checks: [], ahead: structure.ahead },
    structures: weights.map((weight, k) => ({
      ...{ name: `000${k + 1}`, weight, low: weight, high: weight, payload: structure },
    })),
  };
  const code = runMixture(payload, drivers, {
    arguments: words,
    scriptName: 'script.mjs',
    readText: () => '',
    writeText: () => {
      throw new Error('no space left');
    },
    print: (line) => lines.push(line),
    warn: (line) => errors.push(line),
  });
  return { code, lines, errors };
}

describe('runs of structures that break', () => {
  it('are counted over all of them, under their number in the table', () => {
    const { code, lines, errors } = call([driver(4, []), driver(2, [1, 3])]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^a,stock,1,,8,/);
    // 6 runs are of the first structure, so that the second of the other is the 8th.
    expect(errors).toEqual([
      'warning: 2 of 10 runs broke and have no values from then on; first run 8 at row 1, demand: not-a-number, stock',
    ]);
  });

  it('are an error when all do, as is a place that cannot be written', () => {
    const all = driver(1, [0, 1, 2, 3, 4, 5]);
    expect(call([all, all]).code).toBe(1);
    expect(call([driver(1, []), driver(1, [])], '--out', 'x.csv')).toMatchObject({
      code: 2,
      errors: ['error: cannot write: x.csv', 'no space left. Choose another place.'],
    });
  });
});
