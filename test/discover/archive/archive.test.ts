import { describe, expect, it } from 'vitest';
import {
  type Archive,
  admitTo,
  alternatives,
  EMPTY_ARCHIVE,
} from '../../../engine/discover/archive/archive.ts';
import { mergeDuplicates } from '../../../engine/discover/archive/duplicates.ts';
import type { Evaluated } from '../../../engine/discover/candidate.ts';
import { evaluatedCandidate, pointOf } from '../fixtures.ts';

interface Sketch {
  readonly score?: number;
  readonly links?: readonly string[];
  readonly distributions?: readonly string[];
  /** Mean, in spreads of the data; runs do not differ from one another. */
  readonly at?: number;
  readonly complexity?: number;
  /** CRPS by origin. */
  readonly points?: readonly number[];
}

function candidate(
  id: string,
  {
    score = 1,
    links = ['a -> a'],
    distributions = ['binomial'],
    at = 0,
    complexity = 1,
    points = [],
  }: Sketch = {},
): Evaluated {
  return evaluatedCandidate(id, {
    complexity,
    score: { value: score, points: new Map(points.map((crps, i) => [`${i}|x`, pointOf(crps)])) },
    fingerprint: { links, distributions, behaviour: [at, 0, at, 0] },
  });
}

function archiveOf(...candidates: Evaluated[]): Archive {
  return candidates.reduce(admitTo, EMPTY_ARCHIVE);
}

const ids = (candidates: readonly Evaluated[]) => candidates.map(({ proposal }) => proposal.id);

describe('the archive', () => {
  it('keeps the best of each cell', () => {
    const archive = archiveOf(
      candidate('fair', { score: 2 }),
      candidate('better', { score: 1 }),
      candidate('worse', { score: 3 }),
    );
    expect(ids(archive.elites)).toEqual(['better']);
  });

  it('keeps what is worse but of other links, other distributions, or other behaviour', () => {
    const archive = archiveOf(
      candidate('best', { score: 1 }),
      candidate('linked', { score: 2, links: ['a -> a', 'b -> a'] }),
      candidate('poisson', { score: 2, distributions: ['poisson'] }),
      candidate('far', { score: 2, at: 0.5 }),
      candidate('near', { score: 2, at: 0.005 }),
    );
    expect(ids(archive.elites)).toEqual(['best', 'linked', 'poisson', 'far']);
  });

  it('puts a candidate into the nearest cell', () => {
    const archive = archiveOf(
      candidate('left', { at: 0 }),
      candidate('right', { at: 0.05 }),
      candidate('new', { at: 0.027, score: 0.5 }),
    );
    expect(ids(archive.elites)).toEqual(['left', 'new']);
  });

  it('does not change the one that it was made from', () => {
    const before = archiveOf(candidate('a'));
    admitTo(before, candidate('b', { score: 0.1 }));
    expect(ids(before.elites)).toEqual(['a']);
    expect(EMPTY_ARCHIVE.elites).toEqual([]);
  });
});

describe('alternatives', () => {
  const best = candidate('best', { score: 1, points: [1, 1, 1, 1] });

  it('are nearly as good and far from the best, the farthest first', () => {
    const archive = archiveOf(
      best,
      candidate('near', { score: 1.1, at: 0.2 }),
      candidate('far', { score: 1.9, at: 2 }),
      candidate('too bad', { score: 2.1, at: 5, points: [2, 2.2, 2, 2.2] }),
    );
    expect(ids(alternatives(archive, best, 1))).toEqual(['far']);
    expect(ids(alternatives(archive, best, 9))).toEqual(['far', 'near']);
  });

  it('differ from one another as well', () => {
    const archive = archiveOf(
      best,
      candidate('far', { at: 2 }),
      candidate('beside it', { at: 1.8 }),
      candidate('other side', { at: -1 }),
    );
    expect(ids(alternatives(archive, best, 2))).toEqual(['far', 'other side']);
  });

  it('may have larger errors that chance explains', () => {
    const noisy = candidate('noisy', { score: 2.5, at: 1, points: [1, 1, 1, 7] });
    const surely = candidate('surely worse', { score: 2.5, at: 2, points: [2.5, 2.4, 2.5, 2.6] });
    expect(ids(alternatives(archiveOf(best, noisy, surely), best, 3))).toEqual(['noisy']);
  });

  it('count other links as a difference', () => {
    const linked = candidate('linked', { links: ['b -> a'], at: 0.1 });
    const behaves = candidate('behaves', { at: 0.9 });
    expect(ids(alternatives(archiveOf(best, behaves, linked), best, 1))).toEqual(['linked']);
  });
});

describe('duplicates', () => {
  it('are merged into the simplest, then into the better one', () => {
    const { kept, merged } = mergeDuplicates([
      candidate('better', { complexity: 3, score: 0.9 }),
      candidate('other', { complexity: 1, at: 1 }),
      candidate('simple', { complexity: 2, score: 1.1, at: 0.001 }),
      candidate('simple and better', { complexity: 2, score: 1, at: 0.001 }),
    ]);
    expect(ids(kept)).toEqual(['other', 'simple and better']);
    expect(merged).toEqual([
      { id: 'better', into: 'simple and better' },
      { id: 'simple', into: 'simple and better' },
    ]);
  });

  it('are not those that only behave alike', () => {
    const all = [
      candidate('a'),
      candidate('b', { links: [] }),
      candidate('c', { distributions: [] }),
    ];
    expect(mergeDuplicates(all)).toEqual({ kept: all, merged: [] });
  });
});
