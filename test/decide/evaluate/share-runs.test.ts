import { describe, expect, it } from 'vitest';
import { shareRuns } from '../../../engine/decide/evaluate/share-runs.ts';

const WEIGHTS = [0.55, 0.3, 0.14, 0.01];

describe('runs shared out among structures', () => {
  it('give each its share, give or take a block', () => {
    for (const count of [8, 10, 37, 50, 2000]) {
      const { blocks } = shareRuns(WEIGHTS, count, 10);
      expect(blocks.reduce((sum, own) => sum + own, 0)).toBe(count);
      WEIGHTS.forEach((weight, k) => {
        expect(Math.abs((blocks[k] ?? 0) - weight * count)).toBeLessThan(1.5);
      });
    }
  });

  it('begin with the same ones however many there are', () => {
    const few = shareRuns(WEIGHTS.slice(0, 3), 10, 10).plan;
    const many = shareRuns(WEIGHTS.slice(0, 3), 50, 10).plan;
    expect(many.structure.slice(0, 100)).toEqual(few.structure);
    expect(many.member.slice(0, 100)).toEqual(few.member);
  });

  it('number the runs of each structure one after the other, in whole blocks', () => {
    const { plan, blocks } = shareRuns([0.5, 0.5], 4, 2);
    expect([...plan.structure]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect([...plan.member]).toEqual([0, 1, 0, 1, 2, 3, 2, 3]);
    expect(blocks).toEqual([2, 2]);
  });

  it('leave out a structure without a block, and number the others on', () => {
    const { plan, blocks } = shareRuns([0.5, 0.01, 0.49], 2, 1);
    expect(blocks).toEqual([1, 0, 1]);
    expect([...plan.structure]).toEqual([0, 1]);
  });
});
