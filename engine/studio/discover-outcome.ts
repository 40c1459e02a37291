/** What a discovery leaves in its run's folder. */
import type { Evaluated } from '../discover/candidate.ts';
import type { TranscriptEntry } from '../discover/llm/transcript.ts';
import { storeCandidate } from '../discover/stored-candidate.ts';
import type { RunOutcome } from '../project/run-writer.ts';
import type { StoppedModel, SystemModel } from './model-system.ts';
import { calibrationOutcome } from './stored-calibration.ts';
import { storeMixture } from './stored-mixture.ts';

/** `ids`: of candidates, in the project. `transcript`: what a language model was asked. */
export function discoverOutcome(
  model: SystemModel | StoppedModel,
  simulator: string | undefined,
  ids: ReadonlyMap<string, string>,
  transcript: readonly TranscriptEntry[],
): RunOutcome {
  const { discovery } = model;
  const rounds = discovery.rounds.map(({ round, best, feedback, saturation, candidates }) => ({
    round,
    best: best ?? null,
    feedback: feedback.sentences,
    saturation,
    candidates: candidates.map(storeCandidate),
  }));
  const parts = transcript.length > 0 ? { transcript } : {};
  const more = { rounds, stopped: discovery.stopped, merged: discovery.merged };
  if (model.kind === 'stopped' || simulator === undefined) {
    return {
      result: { ...more, best: model.chosen ? parametersOf(model.chosen) : null },
      ...(simulator && { simulator }),
      parts,
    };
  }
  const { check, verdict, facts, fit, calibration, mixture } = model;
  const { weights, fits, questions, confusion } = mixture;
  const outcome = calibrationOutcome(
    calibration,
    { simulator, rows: 'all' },
    { ...more, verdict, facts, fit, check, weights, fits, questions, confusion: confusion ?? null },
  );
  return {
    ...outcome,
    parts: { ...outcome.parts, ...parts, mixture: storeMixture(mixture, ids) },
  };
}

function parametersOf({ proposal, parameters }: Evaluated) {
  return { structure: proposal.id, parameters };
}
