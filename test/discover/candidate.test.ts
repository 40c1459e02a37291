import { describe, expect, it } from 'vitest';
import {
  type Evaluated,
  effectiveScore,
  pairedDifference,
  rankCandidates,
} from '../../engine/discover/candidate.ts';
import { evaluatedCandidate, pointOf } from './fixtures.ts';

/** Origins of `size` points each. */
function points(values: readonly number[], size = 4) {
  return new Map(values.map((value, i) => [`o${Math.floor(i / size)}|${i}`, pointOf(value)]));
}

type Changes = Partial<Evaluated> & { readonly complexity?: number; readonly size?: number };

function candidate(id: string, values: readonly number[], { size = 4, ...changes }: Changes = {}) {
  const value = values.reduce((sum, v) => sum + v, 0) / values.length;
  return evaluatedCandidate(id, { score: { value, points: points(values, size) }, ...changes });
}

const good = [1, 1, 1, 1, 1, 1, 1, 1];

describe('pairedDifference', () => {
  it('is the mean difference, its standard error from whole origins', () => {
    const a = candidate('a', [2, 2, 2, 2, 4, 4, 4, 4]);
    const b = candidate('b', good);
    // Differences 1 and 3 in two origins: mean 2, standard error sqrt(2 * ((4*-1)^2 + (4*1)^2)) / 8 = 1.
    expect(pairedDifference(a.score, b.score)).toEqual({ mean: 2, standardError: 1, origins: 2 });
  });

  it('leaves out points that only one of them has', () => {
    const short = candidate('short', [3, 3]);
    expect(pairedDifference(short.score, candidate('b', good).score).mean).toBe(2);
  });
});

describe('rankCandidates', () => {
  it('puts the lower held-out error first', () => {
    const ranked = rankCandidates([
      candidate(
        'worse',
        good.map((v) => v + 1.5),
      ),
      candidate('better', good),
    ]);
    expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['better', 'worse']);
  });

  it('prefers the simpler of two that the held-out days cannot tell apart', () => {
    const noise = [0.2, -0.3, 0.1, -0.2, -0.1, 0.3, 0.4, -0.1];
    const simple = candidate(
      'simple',
      good.map((v, i) => v + noise[i]! + 0.02),
      { complexity: 1, size: 1 },
    );
    const complex = candidate('complex', good, { complexity: 5, size: 1 });
    expect(rankCandidates([complex, simple])[0]?.proposal.id).toBe('simple');
  });

  it('prefers of equally simple ones that the error cannot tell apart the higher density', () => {
    const noise = [0.2, -0.3, 0.1, -0.2, -0.1, 0.3, 0.4, -0.1];
    const dense = candidate(
      'dense',
      good.map((v, i) => v + noise[i]! + 0.02),
      { size: 1 },
    );
    const denser = [...dense.score.points].map(
      ([key, point]) => [key, { ...point, logDensity: 0 }] as const,
    );
    const honest = { ...dense, score: { ...dense.score, points: new Map(denser) } };
    const other = candidate('other', good, { size: 1 });
    expect(rankCandidates([other, honest])[0]?.proposal.id).toBe('dense');
  });

  it('does not let simplicity outweigh a clear difference', () => {
    const simple = candidate(
      'simple',
      good.map((v) => v + 0.5),
      { complexity: 1, size: 1 },
    );
    const complex = candidate('complex', good, { complexity: 5, size: 1 });
    expect(rankCandidates([complex, simple])[0]?.proposal.id).toBe('complex');
  });

  it('asks a more complex model to halve the error where there are few origins', () => {
    const simple = candidate(
      'simple',
      good.map((v) => 1.9 * v),
      { complexity: 1 },
    );
    const complex = candidate('complex', good, { complexity: 2 });
    expect(rankCandidates([complex, simple])[0]?.proposal.id).toBe('simple');
    const poor = candidate(
      'poor',
      good.map((v) => 2.1 * v),
      { complexity: 1 },
    );
    expect(rankCandidates([complex, poor])[0]?.proposal.id).toBe('complex');
  });

  it('prefers a model that does not contradict what was told', () => {
    const fact = { name: 'ever ill', value: 512, of: 763 };
    const contradicting = candidate(
      'contradicting',
      good.map((v) => 0.8 * v),
      {
        size: 1,
        facts: [{ kind: 'contradicts', fact, low: 740, median: 744, high: 750, text: '' }],
      },
    );
    expect(effectiveScore(contradicting)).toBeCloseTo(1.6, 12);
    expect(
      rankCandidates([contradicting, candidate('agreeing', good, { size: 1 })])[0]?.proposal.id,
    ).toBe('agreeing');
  });
});
