import { describe, expect, it } from 'vitest';
import { weighStructures } from '../../../engine/discover/mixture/weigh.ts';
import { logNormal, normals, structure } from './said.ts';

const values = normals(80, 11);
const truth = structure(
  'truth',
  values.map((x) => logNormal(x, 0, 1)),
  8,
);
const shifted = structure(
  'shifted',
  values.map((x) => logNormal(x, 1, 1)),
  8,
);
const wide = structure(
  'wide',
  values.map((x) => logNormal(x, 0, 3)),
  8,
);

function equal(id: string) {
  return { ...truth, id };
}

describe.each(['stacking', 'pseudo-bma+'] as const)('structures weighed by %s', (method) => {
  it('has the one that made the data first, and every other with its weight', () => {
    const mixture = weighStructures([wide, shifted, truth], { method, seed: 1 });
    expect(mixture.method).toBe(method);
    expect(mixture.structures.map(({ id }) => id)[0]).toBe('truth');
    expect(mixture.structures[0]!.weight).toBeGreaterThan(0.85);
    expect(mixture.structures).toHaveLength(3);
    expect(mixture.structures.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    for (const { weight, low, high } of mixture.structures) {
      expect(low).toBeLessThanOrEqual(weight);
      expect(high).toBeGreaterThanOrEqual(weight);
    }
    expect(mixture.warnings).toEqual([]);
  });

  it('says that the data cannot tell equals, by name', () => {
    const mixture = weighStructures([{ ...equal('a'), name: 'Two stages' }, shifted, equal('b')], {
      method,
      seed: 1,
    });
    const [a, b] = mixture.structures;
    expect([a!.id, b!.id].toSorted()).toEqual(['a', 'b']);
    expect(a!.weight).toBeCloseTo(b!.weight, 9);
    expect(a!.weight).toBeGreaterThan(0.45);
    expect(mixture.warnings).toEqual(['The data cannot tell "Two stages" from "b".']);
  });

  it('lets the prior decide where the data do not', () => {
    const { structures } = weighStructures([equal('a'), equal('b')], {
      method,
      seed: 1,
      prior: [1, 3],
    });
    expect(structures.map(({ id, weight }) => [id, weight])).toEqual([
      ['b', expect.closeTo(0.75, 6)],
      ['a', expect.closeTo(0.25, 6)],
    ]);
  });

  it('is the same for the same seed', () => {
    const weigh = () => weighStructures([wide, truth], { method, seed: 6, replicates: 40 });
    expect(weigh()).toEqual(weigh());
  });

  it('has a structure without usable densities last, whatever else it says', () => {
    const broken = structure(
      'broken',
      values.map((_, i) => (i % 2 === 0 ? Number.NaN : -1)),
      8,
    );
    const impossible = structure(
      'impossible',
      values.map(() => Number.NEGATIVE_INFINITY),
      8,
    );
    const { structures } = weighStructures([impossible, broken, truth], { method, seed: 1 });
    expect(structures[0]!.id).toBe('truth');
    expect(structures[0]!.weight).toBeGreaterThan(0.95);
    expect(structures.every(({ weight }) => Number.isFinite(weight))).toBe(true);
  });

  it('warns of few clusters and takes each model on its own', () => {
    const few = (id: string, mean: number) =>
      structure(
        id,
        values.slice(0, 24).map((x) => logNormal(x, mean, 1)),
        8,
      );
    const mixture = weighStructures([few('near', 0), few('far', 4)], { method, seed: 1 });
    expect(mixture.method).toBe('pseudo-bma+');
    expect(mixture.warnings[0]).toBe(
      method === 'stacking'
        ? 'The weights rest on only 3 independent stretches of held-back data: too few to rely on. The best mix cannot be looked for with fewer than 5; each model is weighed on its own instead.'
        : 'The weights rest on only 3 independent stretches of held-back data: too few to rely on.',
    );
  });

  it('keeps one structure whole and has nothing to warn of', () => {
    expect(weighStructures([truth], { method, seed: 1 })).toEqual({
      method,
      structures: [{ id: 'truth', weight: 1, low: 1, high: 1 }],
      warnings: [],
    });
  });

  it('knows nothing without points', () => {
    const { structures, warnings } = weighStructures([structure('a', []), structure('b', [])], {
      method,
      seed: 1,
    });
    expect(structures).toEqual([
      { id: 'a', weight: 0.5, low: 0, high: 1 },
      { id: 'b', weight: 0.5, low: 0, high: 1 },
    ]);
    expect(warnings[0]).toMatch(/^No data were held back/);
    expect(warnings[1]).toBe('The data cannot tell "a" from "b".');
  });
});

describe('weights', () => {
  it('of complementary structures are both needed in a stack, one or the other alone otherwise', () => {
    // Each is right about every other stretch.
    const half = (id: string, turn: number) =>
      structure(
        id,
        values.map((_, i) => (Math.floor(i / 8) % 2 === turn ? 0 : -4)),
        8,
      );
    const pair = [half('even', 0), half('odd', 1)];
    const { structures } = weighStructures(pair, { method: 'stacking', seed: 1 });
    expect(structures.map(({ weight }) => weight)).toEqual([
      expect.closeTo(0.5, 6),
      expect.closeTo(0.5, 6),
    ]);
    // Ten clusters: the share of five has a Beta(5, 5) distribution with 5 % and 95 % quantiles 0.251 and 0.749;
    // the optimum is a little further out, as what is given away costs a little.
    expect(structures[0]!.low).toBeGreaterThan(0.15);
    expect(structures[0]!.low).toBeLessThan(0.32);
  });

  it('cannot be given to nobody, nor come from a prior that rules one out', () => {
    expect(() => weighStructures([], { method: 'stacking', seed: 1 })).toThrow(
      'structures to weigh: none',
    );
    expect(() =>
      weighStructures([truth, wide], { method: 'stacking', seed: 1, prior: [1, 0] }),
    ).toThrow('prior weight of wide: 0, must be above 0');
  });
});
