/** A discovery's run: a new one, one that goes on from another, or one that is taken up again. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import { candidateSources } from './candidate-sources.ts';
import { readContinued } from './continued-run.ts';
import { Decisions } from './decisions.ts';
import {
  type DiscoveryInputs,
  discoveryInputsSchema,
  inputDigests,
  newInputs,
} from './discovery-inputs.ts';
import type { DiscoverSystemOptions } from './discovery-options.ts';
import type { ProjectData } from './project-data.ts';
import { readSteer } from './read-steer.ts';
import { takeUpRun } from './take-up-run.ts';
import { memoIn, type TimedMemo } from './timed-memo.ts';

const checkpointSchema = z.record(z.string(), z.unknown());

export interface BegunDiscovery {
  readonly writer: RunWriter;
  readonly seed: number;
  readonly inputs: DiscoveryInputs;
  readonly memo: TimedMemo;
  readonly decisions: Decisions;
}

/** Throws UseCaseError, ProjectError, SimulatorError for code of a decision; no run is made then. */
export async function beginDiscovery(
  project: Project,
  data: ProjectData,
  options: DiscoverSystemOptions,
): Promise<BegunDiscovery> {
  const { continues, steers = [] } = options;
  const before =
    continues === undefined ? undefined : await readContinued(project, data, continues);
  const inputs = newInputs(project, data, options, before?.inputs);
  const known = before?.known ?? new Map();
  for (const steer of steers) readSteer(steer, known);
  const seed = before?.seed ?? options.seed;
  const writer = await project.startRun({ kind: 'discover', seed, inputs, data: [data.name] });
  const found = before?.found ?? {};
  if (before) await writer.checkpoint(found);
  const memo = memoIn(writer, found);
  const decisions = new Decisions(memo, known);
  await decisions.decide(steers);
  return { writer, seed, inputs, memo, decisions };
}

/** Throws UseCaseError 'nothing-to-resume', ProjectError 'data-changed', 'corrupt', ... */
export async function takeUpDiscovery(
  project: Project,
  data: ProjectData,
  id: string | undefined,
): Promise<BegunDiscovery> {
  const now = inputDigests(project, data);
  const { writer, run, inputs, checkpoint } = await takeUpRun(project, {
    kind: 'discover',
    run: id,
    inputs: discoveryInputsSchema,
    checkpoint: checkpointSchema,
    isSame: (before) => before.digest === now.digest && before.words === now.words,
  });
  const memo = memoIn(writer, checkpoint ?? {});
  const known = await candidateSources(project, run.id);
  return { writer, seed: run.seed, inputs, memo, decisions: new Decisions(memo, known) };
}
