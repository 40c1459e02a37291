/** Looks for policies that suit an aim, on the calibrated model of a project. */
import type { z } from 'zod';
import { policySearchSchema } from '../../decide/search/search-policies.ts';
import type { Project } from '../../project/project.ts';
import type { RunRecord } from '../../project/schemas.ts';
import { sha256 } from '../../project/sha256.ts';
import type { NewJob } from '../contract/new-job.ts';
import { ExploreSubjects, type KeptSubject } from '../explore/explore-subjects.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';
import { type ProjectData, readProjectData } from '../project-data.ts';
import { recordRun, resumable } from '../record-run.ts';
import type { Services } from '../services.ts';
import { type TakenUp, takeUpRun } from '../take-up-run.ts';
import { timeLimit } from '../time-limit.ts';
import { UseCaseError } from '../use-case-error.ts';
import { type DecisionInputs, decisionInputsSchema } from './decision-inputs.ts';
import type { DecisionResult } from './decision-result.ts';
import { type DecisionSetup, decisionSetup, type SeenAhead } from './decision-setup.ts';
import { readDecisionInputs } from './read-decision.ts';
import { workOnDecision } from './work-on-decision.ts';

type NewDecision = Omit<Extract<NewJob, { kind: 'decide' }>, 'kind'>;

/** `resume`: goes on with this run, or with the last one that was interrupted. */
export type DecideOptions =
  | NewDecision
  | { readonly seed: number; readonly resume: { readonly run?: string } };

export interface DecideReport {
  /** state 'cancelled': cards are of the best so far. */
  readonly run: RunRecord;
  readonly setup: DecisionSetup;
  readonly result: DecisionResult;
}

/** Throws UseCaseError, DecideError, ProjectError, ForecastError, ComputeError. */
export async function decidePolicy(
  project: Project,
  services: Services,
  options: DecideOptions,
): Promise<DecideReport> {
  const data = await readProjectData(project);
  const taken = 'resume' in options ? await takeUp(project, data, options.resume.run) : null;
  const begun = taken ?? (await begin(project, data, options as NewDecision));
  const { writer, inputs, seed, checkpoint, kept } = begun;
  const { run, value } = await recordRun(
    writer,
    services,
    taken ? 'resume' : 'start',
    async (log) => {
      const { simulate, signal, onProgress } = services;
      const now = () => performance.now();
      const limit = inputs.minutes === undefined ? null : timeLimit(inputs.minutes, undefined, now);
      const sources = { ...kept, seed, simulate };
      const setupOf = (ahead: SeenAhead) => decisionSetup(sources, inputs, ahead);
      const { setup, result, isCancelled } = await workOnDecision(setupOf, {
        ...{ seed, log, signal, checkpoint },
        ...{ evaluations: inputs.evaluations, runs: inputs.runs, closeRuns: inputs.closeRuns },
        timeUsed: limit?.used ?? (() => 0),
        save: (state) => writer.checkpoint(state),
        onProgress: onProgress ?? (() => {}),
      });
      return { outcome: { result }, isCancelled, value: { setup, result } };
    },
  );
  return { run, ...value };
}

interface Begun extends Pick<TakenUp<DecisionInputs, never>, 'writer' | 'inputs'> {
  readonly seed: number;
  readonly checkpoint: z.infer<typeof policySearchSchema> | undefined;
  readonly kept: KeptSubject;
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, ...asked }: NewDecision,
): Promise<Begun> {
  const { resources, costs } = project.meta;
  const { subject, record = 0, aim } = asked;
  const kept = await new ExploreSubjects().read(project, data, subject);
  const inputs: DecisionInputs = {
    ...{ subject, record, aim },
    means: { resources, costs },
    scenario: scenarioOf(project, aim.scenario),
    evaluations: asked.evaluations ?? defaultEvaluations(aim),
    ...(asked.minutes !== undefined && { minutes: asked.minutes }),
    runs: asked.runs ?? 300,
    closeRuns: asked.closeRuns ?? 2000,
    digest: data.digest,
    model: modelDigest(kept.subject),
  };
  // What cannot be searched is refused before there is a run.
  const simulate = () => Promise.reject(new Error('decide: nothing to simulate yet'));
  decisionSetup({ ...kept, seed, simulate }, inputs);
  const writer = await project.startRun({
    ...{ kind: 'decide', seed, inputs: { ...inputs }, data: [data.name] },
    ...(subject.kind === 'simulator' && { simulator: subject.simulator }),
  });
  return { writer, inputs, seed, checkpoint: undefined, kept };
}

async function takeUp(
  project: Project,
  data: ProjectData,
  wanted: string | undefined,
): Promise<Begun> {
  const id = await resumable(project, 'decide', wanted);
  const { subject } = await readDecisionInputs(project, id);
  const kept = await new ExploreSubjects().read(project, data, subject);
  const now = modelDigest(kept.subject);
  const { writer, run, inputs, checkpoint } = await takeUpRun(project, {
    kind: 'decide',
    run: id,
    inputs: decisionInputsSchema,
    checkpoint: policySearchSchema,
    isSame: ({ digest, model }) => digest === data.digest && model === now,
  });
  return { writer, inputs, seed: run.seed, checkpoint, kept };
}

/** Throws UseCaseError 'bad-option' for a scenario that is not there. */
function scenarioOf(project: Project, id: string | null): DecisionInputs['scenario'] {
  if (id === null) return null;
  const all = project.collection('scenarios');
  const found = all.find((one) => one.id === id);
  if (found) return found.content;
  throw new UseCaseError('bad-option', `scenario: no ${id}`, {
    hint: `Choose one that there is: ${all.map((one) => one.id).join(', ') || 'things as they are'}.`,
  });
}

/** More where more is looked for: numbers are some three a kind of policy. */
function defaultEvaluations({ choices, objectives }: DecisionInputs['aim']): number {
  const kinds = choices.reduce((sum, own) => sum + own.kinds.length, 0);
  return objectives.length === 1
    ? Math.min(3000, 150 + 350 * kinds)
    : Math.min(6000, 500 + 400 * kinds);
}

function modelDigest({ models }: ExploredSubject): string {
  return sha256(
    JSON.stringify(
      models.map(({ program, weight, parameterSets }) => [
        program.hash,
        weight,
        sha256(new Uint8Array(parameterSets.slice().buffer)),
      ]),
    ),
  );
}
