import { expect, it } from 'vitest';
import { killEngines } from '../../scripts/bench/kill-engine.ts';

it('an engine that is killed at any moment loses no edit and no run', async () => {
  const report = await killEngines({
    kills: 10,
    killsEach: 5,
    life: 12,
    seed: 1,
    where: 'here',
    toTheEnd: false,
  });
  expect(report).toMatchObject({ unreadable: [], editsLost: [], runsNotResumable: [] });
  // Fewer than this and little was put at risk.
  expect(report.edits).toBeGreaterThan(10);
  expect(report.runsStarted).toBeGreaterThan(1);
}, 120_000);
