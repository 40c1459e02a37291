/** The search for a structure as a run of a project: recorded, stopped and taken up again. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Evaluated } from '../discover/candidate.ts';
import { composer } from '../discover/composer/composer.ts';
import type { Proposer } from '../discover/proposer.ts';
import { storeCandidate } from '../discover/stored-candidate.ts';
import type { Project } from '../project/project.ts';
import type { RunOutcome, RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { sha256 } from '../project/sha256.ts';
import { admissionReasons } from './admit-simulator.ts';
import { modelEntry } from './model-entry.ts';
import { modelProgress } from './model-progress.ts';
import {
  type Memo,
  type ModelEvent,
  modelSystem,
  type StoppedModel,
  type SystemModel,
} from './model-system.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { calibrationOutcome } from './stored-calibration.ts';
import { takeUpRun } from './take-up-run.ts';
import { UseCaseError } from './use-case-error.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  rounds: z.int().min(1).max(20),
  /** Of the words. */
  words: z.string(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
});
type Inputs = z.infer<typeof inputsSchema>;

/** With fewer rows to learn from, no structure can be told from another. */
const LEAST_ROWS = 5;

const checkpointSchema = z.record(z.string(), z.unknown());

export interface DiscoverSystemOptions {
  readonly seed: number;
  /** Default 5. */
  readonly rounds?: number;
  /** Who proposes structures; default: the composer. */
  readonly proposer?: Proposer;
  /** Goes on with this run, or with the last one that was interrupted; the other options are the run's. */
  readonly resume?: { readonly run?: string };
  readonly onEvent?: (event: ModelEvent) => void;
}

export interface DiscoverSystemReport {
  readonly run: RunRecord;
  /** Id of the chosen simulator in the project; absent when it was stopped before any was finished. */
  readonly simulator: string | undefined;
  readonly model: SystemModel | StoppedModel;
}

/** Throws UseCaseError, ProjectError, DataError, ComputeError. */
export async function discoverSystem(
  project: Project,
  services: Services,
  options: DiscoverSystemOptions,
): Promise<DiscoverSystemReport> {
  const data = await readProjectData(project);
  if (data.heldOutRows === 0) {
    throw new UseCaseError('nothing-held-out', 'data: no last rows are held out for the check', {
      hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
    });
  }
  const rows = Math.max(...data.training.trajectories.map((trajectory) => trajectory.rows));
  if (rows < LEAST_ROWS) {
    throw new UseCaseError(
      'too-few-rows',
      `data: ${rows} rows are left to learn from, at least ${LEAST_ROWS} are due`,
      { hint: 'Add earlier or later rows, or hold fewer out.' },
    );
  }
  const { writer, seed, inputs, memo } = options.resume
    ? await takeUp(project, data, options.resume.run)
    : await begin(project, data, options);
  const began = options.resume ? 'resume' : 'start';
  const { run, value } = await recordRun(writer, services, began, async (log) => {
    const progressOf = modelProgress();
    const { proposer = composer } = options;
    const model = await modelSystem({
      title: project.meta.name,
      words: project.meta.description,
      dataset: data.dataset,
      heldOutRows: data.heldOutRows,
      seed,
      rounds: inputs.rounds,
      proposer,
      simulate: services.simulate,
      admit: (compiled, episodes) => admissionReasons(services, compiled, episodes),
      memo,
      ...(services.signal && { signal: services.signal }),
      onEvent: (event) => {
        const entry = modelEntry(event);
        if (entry) log(entry);
        const progress = progressOf(event);
        if (progress) services.onProgress?.(progress);
        options.onEvent?.(event);
      },
    });
    const simulator = await saveCandidates(project, model);
    return {
      outcome: outcomeOf(model, simulator),
      isCancelled: model.kind === 'stopped',
      value: { simulator, model },
    };
  });
  return { run, ...value };
}

interface Begun {
  readonly writer: RunWriter;
  readonly seed: number;
  readonly inputs: Inputs;
  readonly memo: Memo;
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, rounds = 5 }: DiscoverSystemOptions,
): Promise<Begun> {
  const inputs = { rounds, words: sha256(project.meta.description), digest: data.digest };
  const writer = await project.startRun({ kind: 'discover', seed, inputs, data: [data.name] });
  return { writer, seed, inputs, memo: memoIn(writer, {}) };
}

async function takeUp(project: Project, data: ProjectData, id?: string): Promise<Begun> {
  const words = sha256(project.meta.description);
  const { writer, run, inputs, checkpoint } = await takeUpRun(project, {
    kind: 'discover',
    run: id,
    inputs: inputsSchema,
    checkpoint: checkpointSchema,
    isSame: (before) => before.digest === data.digest && before.words === words,
  });
  return { writer, seed: run.seed, inputs, memo: memoIn(writer, checkpoint ?? {}) };
}

/** Everything found so far is the checkpoint. Candidates finish side by side: one write at a time. */
function memoIn(writer: RunWriter, found: Record<string, unknown>): Memo {
  let written = Promise.resolve();
  return {
    get: (key) => found[key],
    set(key, value) {
      found[key] = value;
      written = written.then(() => writer.checkpoint(found));
      return written;
    },
  };
}

/**
 * Every candidate that ran becomes a simulator of the project, once also where the search was taken up again;
 * gives the id of the chosen one.
 */
async function saveCandidates(
  project: Project,
  { discovery, chosen }: SystemModel | StoppedModel,
): Promise<string | undefined> {
  const ids = new Map<string, string>();
  const { items: saved } = await project.listSimulators();
  for (const candidate of discovery.ranked.toSorted((a, b) => a.round - b.round)) {
    const { id, proposer, source, rationale, parent } = candidate.proposal;
    const provenance = {
      proposer,
      round: candidate.round,
      parent: ids.get(parent ?? '') ?? null,
      rationale,
    };
    const digest = sha256(source);
    const before = saved.find(
      (record) => record.sha256 === digest && isDeepStrictEqual(record.provenance, provenance),
    );
    const { declaration } = candidate.compiled;
    const record =
      before ?? (await project.saveSimulator({ code: source, declaration, provenance }));
    ids.set(id, record.id);
  }
  return chosen && ids.get(chosen.proposal.id);
}

function outcomeOf(model: SystemModel | StoppedModel, simulator: string | undefined): RunOutcome {
  const rounds = model.discovery.rounds.map(({ round, best, feedback, candidates }) => ({
    round,
    best: best ?? null,
    feedback: feedback.sentences,
    candidates: candidates.map(storeCandidate),
  }));
  if (model.kind === 'stopped' || simulator === undefined) {
    return {
      result: { rounds, best: model.chosen ? parametersOf(model.chosen) : null },
      ...(simulator && { simulator }),
    };
  }
  const { check, verdict, facts, fit, calibration } = model;
  return calibrationOutcome(
    calibration,
    { simulator, rows: 'all' },
    { rounds, verdict, facts, fit, check },
  );
}

function parametersOf({ proposal, parameters }: Evaluated) {
  return { structure: proposal.id, parameters };
}
