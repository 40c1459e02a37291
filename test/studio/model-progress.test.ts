import { describe, expect, it } from 'vitest';
import { modelProgress } from '../../engine/studio/model-progress.ts';
import type { ModelEvent } from '../../engine/studio/model-request.ts';
import { proposalOf } from '../discover/fixtures.ts';

const proposals = [proposalOf('a'), proposalOf('b')];
const refused = {
  kind: 'rejected',
  round: 1,
  proposal: proposals[1]!,
  reason: 'every run failed',
} as const;

function progressOf(events: readonly ModelEvent[]) {
  const read = modelProgress();
  return events.map(read).filter((progress) => progress !== undefined);
}

describe('the progress of a discovery', () => {
  it('counts structures in a round, each by how much of it is calibrated', () => {
    const phase = 'Round 1';
    expect(
      progressOf([
        { kind: 'stage', stage: 'discovering' },
        { kind: 'round-started', round: 1, proposals },
        { kind: 'candidate-progress', id: 'a', done: 1, total: 4 },
        { kind: 'candidate-finished', candidate: refused },
        { kind: 'candidate-progress', id: 'a', done: 3, total: 4 },
      ]),
    ).toEqual([
      { phase, done: 0, total: 2, unit: 'structures', more: true },
      { phase, done: 0.25, total: 2, unit: 'structures', more: true },
      { phase, done: 1.25, total: 2, unit: 'structures', more: true },
      { phase, done: 1.75, total: 2, unit: 'structures', more: true },
    ]);
  });

  it('then counts what each stage does, calibrating and forecasting apart', () => {
    expect(
      progressOf([
        { kind: 'warning', text: 'few words' },
        { kind: 'stage', stage: 'checking' },
        { kind: 'progress', done: 5, total: 9, unit: 'evaluations' },
        { kind: 'progress', done: 1, total: 3, unit: 'starting points' },
        { kind: 'stage', stage: 'calibrating' },
        { kind: 'progress', done: 7, total: 9, unit: 'evaluations' },
      ]),
    ).toEqual([
      {
        ...{ phase: 'Checking it on held-out days', done: 5, total: 9, unit: 'evaluations' },
        more: true,
      },
      {
        ...{ phase: 'Forecasting held-out days', done: 1, total: 3, unit: 'starting points' },
        more: true,
      },
      {
        ...{ phase: 'Calibrating it on all days', done: 7, total: 9, unit: 'evaluations' },
        more: false,
      },
    ]);
  });
});
