/** How far a discovery is, from its events. */
import type { ModelEvent } from './model-request.ts';
import type { Progress } from './services.ts';

/** What is going on, in words. */
export const STAGES = {
  discovering: 'Finding a structure',
  weighing: 'Weighing the structures',
  checking: 'Checking it on held-out days',
  calibrating: 'Calibrating it on all days',
} as const;

/**
 * For the events of one discovery, in order: the progress after each; undefined where the event is none. In a
 * round structures are counted, a part of one for each that is being calibrated, in hundredths.
 */
export function modelProgress(): (event: ModelEvent) => Progress | undefined {
  let stage: string = STAGES.discovering;
  let round = 0;
  /** Proposal -> share of its work that is done. */
  let shares = new Map<string, number>();
  let proposals = 0;
  const ofRound = (): Progress => {
    const sum = [...shares.values()].reduce((a, b) => a + b, 0);
    const done = Math.floor(100 * sum + 1e-9) / 100;
    return { phase: `Round ${round}`, done, total: proposals, unit: 'structures', more: true };
  };
  return (event) => {
    switch (event.kind) {
      case 'stage':
        stage = STAGES[event.stage];
        return undefined;
      case 'progress': {
        const { done, total, unit } = event;
        const phase = unit === 'starting points' ? 'Forecasting held-out days' : stage;
        return { phase, done, total, unit, more: stage !== STAGES.calibrating };
      }
      case 'round-started':
        round = event.round;
        shares = new Map();
        proposals = event.proposals.length;
        return ofRound();
      case 'candidate-progress':
        shares.set(event.id, event.done / event.total);
        return ofRound();
      case 'candidate-finished':
        shares.set(event.candidate.proposal.id, 1);
        return ofRound();
      case 'warning':
      case 'proposer':
      case 'weighed':
      case 'round-finished':
        return undefined;
      default:
        return event satisfies never;
    }
  };
}
