import { describe, expect, it } from 'vitest';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { TrajectoryRuns } from '../../engine/studio/trajectory-runs.ts';

const episode = (steps: number): Episode => ({
  id: `${steps}`,
  steps,
  observed: {},
  inputs: {},
  levers: {},
});

describe('the values of many runs', () => {
  it('are found by episode, row and output, whatever the lengths of the episodes', () => {
    const request = {
      episodes: [episode(1), episode(3)],
      sets: 2,
      replications: 3,
      mode: { kind: 'rollout' },
    } as const;
    // In the order of the contract: set, episode, replication, row, output. Each value spells its place.
    const values: number[] = [];
    for (let set = 1; set <= 2; set++)
      for (const [e, { steps }] of request.episodes.entries())
        for (let replication = 1; replication <= 3; replication++)
          for (let row = 0; row <= steps; row++)
            for (let output = 1; output <= 2; output++)
              values.push(Number(`${set}${e}${replication}${row}${output}`));
    const runs = new TrajectoryRuns(Float64Array.from(values), request, ['a', 'b']);
    expect(runs.count).toBe(12);
    expect([...runs.values(0, 1, 1)]).toEqual([10112, 10212, 10312, 20112, 20212, 20312]);
    expect([...runs.values(1, 3, 0)]).toEqual([11131, 11231, 11331, 21131, 21231, 21331]);
  });
});
