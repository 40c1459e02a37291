import { describe, expect, it } from 'vitest';
import type { Posterior } from '../../engine/calibrate/posterior.ts';
import type { InferenceTask } from '../../engine/calibrate/sbi/task.ts';
import { doneOf, type SheetParts } from '../../engine/trust/schemas/sheet-parts.ts';
import { trustSheet } from '../../engine/trust/sheet.ts';
import { calibratedFact, identifiedFact, specifiedFact } from '../../engine/trust/sheet-facts.ts';
import { whatWouldChange } from '../../engine/trust/would-change.ts';
import { gaussianPosterior, gaussianTask, type Mistake } from './gaussian.ts';
import { source } from './series.ts';

const task = gaussianTask([0.3, -0.5]);

async function partsOf(
  mistake: Mistake,
  of: InferenceTask = task,
  posterior: Posterior = gaussianPosterior(of, mistake),
): Promise<SheetParts> {
  return (await trustSheet({ task: of, posterior, seed: 1 })).parts;
}

describe('what would turn a fact of the trust sheet', () => {
  it('of ranges half as wide as they should be is twice the width', async () => {
    const { turn } = calibratedFact(await partsOf({ width: 0.5 }));
    const times = Number(/ranges of [ab] were ([\d.]+) times as wide/.exec(turn!)![1]);
    // Ranks beyond all draws count as just beyond them: a little less than twice.
    expect(times).toBeGreaterThan(1.6);
    expect(times).toBeLessThan(2.1);
  });

  it('of ranges that lie too high is how far down they belong', async () => {
    const { turn } = calibratedFact(await partsOf({ shift: 1 }));
    const by = Number(/lay lower by ([\d.]+) of their typical deviation/.exec(turn!)![1]);
    expect(Math.abs(by - 1)).toBeLessThan(0.25);
  });

  it('of numbers that the data do not tell is to know them from elsewhere', async () => {
    const { turn } = identifiedFact(await partsOf({ prior: true }));
    expect(turn).toContain('If a and b were each known from elsewhere');
  });

  it('of two that only count together is to know one of them', async () => {
    const { normal, uniform } = source(3);
    const pairs = Array.from({ length: 4000 }, () => {
      const a = Math.exp(uniform(-1.5, 1.5));
      return [a, Math.min(10, (1.2 / a) * Math.exp(normal(0, 0.05)))];
    });
    const together: InferenceTask = {
      ...task,
      observed: Float64Array.of(3, 4),
      priors: task.names.map(() => ({ kind: 'uniform', low: 0.1, high: 10 })),
    };
    const posterior: Posterior = {
      names: task.names,
      map: Float64Array.of(1, 1),
      sample: (count) => Float64Array.from(pairs.slice(0, count).flat()),
    };
    const { turn } = identifiedFact(await partsOf({}, together, posterior));
    expect(turn).toContain(
      'If a or b were known from elsewhere, the data could tell the rest apart',
    );
  });

  it('of data that the model cannot make is the number it would have to give', async () => {
    const parts = await partsOf({}, gaussianTask([12, 0]));
    const { turn } = specifiedFact(parts);
    const { low, high } = doneOf(parts.misspecification)!.outside[0]!;
    expect(turn).toContain('gave beds: of a of 12, not only');
    // 95 % of N(0, 1.25).
    for (const end of [-low, high])
      expect(Math.abs(end - 1.96 * Math.sqrt(1.25))).toBeLessThan(0.5);
    expect(whatWouldChange(undefined, [], parts)[0]).toBe(turn);
  });

  it('is nothing where all is well but that nobody checked it on days not seen', async () => {
    expect(whatWouldChange(undefined, [], await partsOf({}))).toEqual([
      'If the last rows were kept back and it was right about them, it could be trusted.',
    ]);
  });
});
