import { describe, expect, it } from 'vitest';
import { fromPlain, toPlain } from '../../engine/base/plain.ts';
import type { Admitted, Evaluated } from '../../engine/discover/candidate.ts';
import { beds } from '../../engine/discover/composer/families/beds.ts';
import { simplestStructure } from '../../engine/discover/composer/registry.ts';
import { restoreCandidate, storeCandidate } from '../../engine/discover/stored-candidate.ts';
import { evaluatedCandidate, pointOf, proposalOf } from './fixtures.ts';
import { compiledOf } from './running.ts';
import { WORLDS } from './settings.ts';

const world = WORLDS.beds!['recorded inflow']!;
const structure = simplestStructure(beds, world.setting)!;
const compiled = compiledOf(world, structure);
const proposal = proposalOf('a', { source: compiled.source, structure, parent: 'b' });
const admitted: Admitted = { kind: 'admitted', proposal, compiled, complexity: 1 };

const candidate: Evaluated = evaluatedCandidate('a', {
  proposal,
  compiled,
  round: 2,
  parameters: { mean_stay: 0.1 + 0.2 },
  score: {
    value: Number.POSITIVE_INFINITY,
    points: new Map([
      ['from 3|0 occupied 4', pointOf(1 / 3)],
      ['x|y', { ...pointOf(Number.POSITIVE_INFINITY), pit: Number.NaN }],
    ]),
  },
  fit: { rmse: { occupied: Math.PI } },
  facts: [
    {
      kind: 'unknown',
      fact: { name: 'ever ill', value: 5, of: 10 },
      low: Number.NaN,
      median: Number.NaN,
      high: Number.NaN,
      text: '',
    },
  ],
  symptoms: [{ id: 'late', output: 'occupied', strength: 0.5, evidence: 'by 2 rows' }],
  runs: 7,
});

/** As the checkpoint of a run keeps it. */
function throughFile(value: unknown): Record<string, unknown> {
  return fromPlain(JSON.parse(JSON.stringify(toPlain(value)))) as Record<string, unknown>;
}

describe('a stored candidate', () => {
  it('comes back the same, to the last bit, also where numbers are infinite or missing', () => {
    expect(restoreCandidate(throughFile(storeCandidate(candidate)), admitted)).toEqual(candidate);
  });

  it('comes back when it was refused', () => {
    const rejected = { kind: 'rejected', round: 1, proposal, reason: 'all runs failed' } as const;
    expect(restoreCandidate(throughFile(storeCandidate(rejected)), admitted)).toEqual(rejected);
  });

  it('has its numbers in the order of the declaration, whatever their order in the file', () => {
    const two = compiledOf(world, {
      ...structure,
      blocks: { ...structure.blocks, stay: 'two-unequal-phases' },
    });
    const other = { ...proposal, source: two.source };
    const parameters = { first_phase_share: 0.3, mean_stay: 9 };
    const stored = storeCandidate({ ...candidate, proposal: other, parameters });
    const restored = restoreCandidate(throughFile(stored), {
      kind: 'admitted',
      proposal: other,
      compiled: two,
      complexity: 2,
    });
    expect(Object.keys((restored as Evaluated).parameters)).toEqual(
      Object.keys(two.declaration.parameters),
    );
  });

  const good = throughFile(storeCandidate(candidate));
  it.each([
    ['nothing', undefined],
    ['text', 'evaluated'],
    ['another kind', { ...good, kind: 'admitted' }],
    ['a score of text', { ...good, score: { value: 'low', points: [] } }],
    ['a number too few', { ...good, parameters: {} }],
    [
      'another program',
      { ...good, proposal: { ...proposal, source: 'export default process.exit(1)' } },
    ],
  ])('that was changed by hand is not taken: %s', (_, stored) => {
    expect(restoreCandidate(stored, admitted)).toBeUndefined();
  });
});
