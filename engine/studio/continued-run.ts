/** A discovery that ended, as the beginning of another one: its rounds are known, and more follow. */
import { z } from 'zod';
import { proposalSchema } from '../discover/stored-candidate.ts';
import type { Project } from '../project/project.ts';
import { type CandidateSource, candidateSources } from './candidate-sources.ts';
import { decisionsKey } from './decisions.ts';
import { type DiscoveryInputs, discoveryInputsSchema, inputDigests } from './discovery-inputs.ts';
import type { ProjectData } from './project-data.ts';
import { RunStory } from './run-story.ts';
import { SETTLED, type SettledRounds } from './settled-rounds.ts';
import { dataChanged } from './take-up-run.ts';
import { UseCaseError } from './use-case-error.ts';

export interface ContinuedRun {
  readonly seed: number;
  /** `continued` names this run. */
  readonly inputs: DiscoveryInputs;
  /** What it has found, as the first state of another run. */
  readonly found: Record<string, unknown>;
  /** Its structures. */
  readonly known: ReadonlyMap<string, CandidateSource>;
}

const resultSchema = z.looseObject({
  rounds: z.array(
    z.looseObject({
      round: z.int().positive(),
      candidates: z.array(z.looseObject({ proposal: proposalSchema })),
    }),
  ),
});
const foundSchema = z.record(z.string(), z.unknown());

/** Throws UseCaseError 'bad-option' for a run that cannot be gone on from, ProjectError 'data-changed', 'not-found'. */
export async function readContinued(
  project: Project,
  data: ProjectData,
  id: string,
): Promise<ContinuedRun> {
  const run = await project.readRun(id);
  if (run.kind !== 'discover') throw notContinued(id, 'is no search for structures');
  if (run.state !== 'finished' && run.state !== 'cancelled') {
    throw notContinued(id, 'has not ended', 'Take it up again, or stop it first.');
  }
  const inputs = discoveryInputsSchema.safeParse(run.inputs).data;
  const result = resultSchema.safeParse(await project.readResult(id)).data;
  const found = foundSchema.safeParse(await project.readCheckpoint(id)).data;
  if (inputs === undefined || result === undefined || found === undefined) {
    throw notContinued(id, 'has kept nothing from which another could go on');
  }
  const now = inputDigests(project, data);
  if (inputs.words !== now.words || inputs.digest !== now.digest) throw dataChanged(project, id);
  const settled = await settledRounds(project, id, result.rounds);
  const rounds = settled.length;
  return {
    seed: run.seed,
    inputs: { ...inputs, continued: { run: id, rounds } },
    found: { ...withoutLaterDecisions(found, rounds, inputs.rounds), [SETTLED]: settled },
    known: await candidateSources(project, id),
  };
}

/** Those that were held to their end. */
async function settledRounds(
  project: Project,
  id: string,
  rounds: z.output<typeof resultSchema>['rounds'],
): Promise<SettledRounds> {
  const story = new RunStory();
  for (const line of (await project.readLog(id)).items) story.addRead(line);
  return rounds.flatMap(({ round, candidates }) => {
    const told = story.rounds.find((other) => other.round === round);
    // It was stopped before all of them were finished: the round begins anew.
    if (told?.candidates.some(({ state }) => state === 'working')) return [];
    const proposals = candidates.map(({ proposal }) => proposal);
    return [{ round, proposals, suggestions: told?.suggestions ?? [] }];
  });
}

/** What was decided after the last whole round is heeded in the first new one; the time of work begins anew. */
function withoutLaterDecisions(
  { seconds: _seconds, ...found }: Record<string, unknown>,
  rounds: number,
  most: number,
): Record<string, unknown> {
  const kept = { ...found };
  for (let round = rounds + 1; round <= most + 1; round++) delete kept[decisionsKey(round)];
  return kept;
}

function notContinued(id: string, why: string, hint?: string): UseCaseError {
  return new UseCaseError('bad-option', `run: ${id} ${why}`, {
    hint: hint ?? 'Choose a search that ended with a result, or begin a new one.',
  });
}
