/** The search for a structure as a run of a project: recorded, stopped and taken up again. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Steer } from '../discover/steering.ts';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { sha256 } from '../project/sha256.ts';
import { admissionReasons } from './admit-simulator.ts';
import { discoverOutcome } from './discover-outcome.ts';
import { modelEntry } from './model-entry.ts';
import { modelProgress } from './model-progress.ts';
import type { Memo, ModelEvent, ModelRequest } from './model-request.ts';
import { modelSystem, type StoppedModel, type SystemModel } from './model-system.ts';
import {
  type LlmChoice,
  noModel,
  openProposer,
  PROPOSER_CHOICES,
  type ProposerChoice,
  type SpendingReport,
} from './open-proposer.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { projectWords } from './project-words.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { steersSchema } from './stored-steers.ts';
import { takeUpRun } from './take-up-run.ts';
import { UseCaseError } from './use-case-error.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  rounds: z.int().min(1).max(50),
  patience: z.int().min(1).default(3),
  candidates: z.int().min(1).max(20).default(3),
  confusion: z.int().min(0).max(100).default(0),
  /** Who proposes. */
  proposer: z.enum(PROPOSER_CHOICES).default('composer'),
  /** Name of the language model, where one proposes. */
  model: z.string().nullable().default(null),
  simulations: z.number().positive().nullable().default(null),
  seconds: z.number().positive().nullable().default(null),
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
  /** Rounds without improvement before the search stops; default 3. */
  readonly patience?: number;
  /** Candidates a round; default 3. */
  readonly candidates?: number;
  /** Simulated runs after which no further round begins; default: no limit. */
  readonly simulations?: number;
  /** Seconds of work after which no further round begins; what is found then depends on the machine. Default: no limit. */
  readonly seconds?: number;
  /** Made-up data sets from each of the heaviest structures (ModelRequest.confusion); default 0. */
  readonly confusion?: number;
  /** Who proposes structures; default: the composer. */
  readonly proposer?: ProposerChoice;
  /** How the language model is reached; needed where one proposes. */
  readonly llm?: LlmChoice;
  /** What the person decided; taken up before the next round that has not begun. */
  readonly steers?: readonly Steer[];
  /** Holds before the round after this one; the run can then be resumed. */
  readonly stopAfter?: number;
  /** Goes on with this run, or with the last one that was interrupted; seed, rounds and proposer are the run's. */
  readonly resume?: { readonly run?: string };
  readonly onEvent?: (event: ModelEvent) => void;
}

export interface DiscoverSystemReport {
  readonly run: RunRecord;
  /** Id of the chosen simulator in the project; absent when it was stopped before any was finished. */
  readonly simulator: string | undefined;
  readonly model: SystemModel | StoppedModel;
  /** What the language model was asked and took; absent where none was. */
  readonly spending?: SpendingReport;
}

/** Throws UseCaseError, ProjectError, DataError, ComputeError, LlmError. */
export async function discoverSystem(
  project: Project,
  services: Services,
  options: DiscoverSystemOptions,
): Promise<DiscoverSystemReport> {
  const data = await readProjectData(project);
  refuseTooLittle(data);
  const begun = options.resume
    ? await takeUp(project, data, options.resume.run)
    : await begin(project, data, options);
  const { writer, seed, inputs, memo } = begun;
  const { rounds, patience, candidates, confusion, simulations, seconds } = inputs;
  const { proposer, spending } = openProposer(inputs, memo, {
    seed,
    ...(options.llm && { llm: options.llm }),
  });
  const began = options.resume ? 'resume' : 'start';
  const { run, value } = await recordRun(writer, services, began, async (log) => {
    const progressOf = modelProgress();
    const model = await modelSystem({
      title: project.meta.name,
      words: projectWords(project.meta),
      dataset: data.dataset,
      heldOutRows: data.heldOutRows,
      ...{ seed, rounds, patience, candidates, confusion, proposer, memo },
      budget: {
        ...(simulations !== null && { simulations }),
        ...(seconds !== null && { seconds }),
        elapsed: memo.elapsed,
      },
      steer: steering(memo, options),
      simulate: services.simulate,
      admit: (compiled, episodes) => admissionReasons(services, compiled, episodes),
      ...(services.signal && { signal: services.signal }),
      onEvent: (event) => {
        const entry = modelEntry(event);
        if (entry) log(entry);
        const progress = progressOf(event);
        if (progress) services.onProgress?.(progress);
        options.onEvent?.(event);
      },
    });
    const ids = await saveCandidates(project, model);
    const simulator = model.chosen && ids.get(model.chosen.proposal.id);
    return {
      outcome: discoverOutcome(model, simulator, ids, spending?.transcript() ?? []),
      isCancelled: model.kind === 'stopped',
      value: { simulator, model },
    };
  });
  return { run, ...value, ...(spending && { spending: spending.report() }) };
}

function refuseTooLittle(data: ProjectData): void {
  if (data.heldOutRows === 0) {
    throw new UseCaseError('nothing-held-out', 'data: no last rows are held out for the check', {
      hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
    });
  }
  const rows = Math.max(...data.training.trajectories.map((trajectory) => trajectory.rows));
  if (rows >= LEAST_ROWS) return;
  throw new UseCaseError(
    'too-few-rows',
    `data: ${rows} rows are left to learn from, at least ${LEAST_ROWS} are due`,
    { hint: 'Add earlier or later rows, or hold fewer out.' },
  );
}

interface TimedMemo extends Memo {
  /** Seconds of work, those before an interruption included. */
  readonly elapsed: () => number;
}

interface Begun {
  readonly writer: RunWriter;
  readonly seed: number;
  readonly inputs: Inputs;
  readonly memo: TimedMemo;
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, llm, ...options }: DiscoverSystemOptions,
): Promise<Begun> {
  const { proposer = 'composer' } = options;
  if (proposer !== 'composer' && llm === undefined) throw noModel();
  const inputs = {
    rounds: options.rounds ?? 5,
    patience: options.patience ?? 3,
    candidates: options.candidates ?? 3,
    confusion: options.confusion ?? 0,
    ...{ proposer, model: proposer === 'composer' ? null : (llm?.endpoint.model ?? null) },
    simulations: options.simulations ?? null,
    seconds: options.seconds ?? null,
    ...{ words: sha256(projectWords(project.meta)), digest: data.digest },
  };
  const writer = await project.startRun({ kind: 'discover', seed, inputs, data: [data.name] });
  return { writer, seed, inputs, memo: memoIn(writer, {}) };
}

async function takeUp(project: Project, data: ProjectData, id?: string): Promise<Begun> {
  const words = sha256(projectWords(project.meta));
  const { writer, run, inputs, checkpoint } = await takeUpRun(project, {
    kind: 'discover',
    run: id,
    inputs: inputsSchema,
    checkpoint: checkpointSchema,
    isSame: (before) => before.digest === data.digest && before.words === words,
  });
  return { writer, seed: run.seed, inputs, memo: memoIn(writer, checkpoint ?? {}) };
}

/**
 * Everything found so far is the checkpoint. Candidates finish side by side: one write at a time. The seconds of work
 * stand in it, so that a budget of time outlives an interruption.
 */
function memoIn(writer: RunWriter, found: Record<string, unknown>): TimedMemo {
  const before = z.number().nonnegative().catch(0).parse(found.seconds);
  const started = performance.now();
  const elapsed = () => before + (performance.now() - started) / 1000;
  let written = Promise.resolve();
  return {
    elapsed,
    get: (key) => found[key],
    set(key, value) {
      found[key] = value;
      found.seconds = elapsed();
      written = written.then(() => writer.checkpoint(found));
      return written;
    },
  };
}

/** Decisions of a round are kept, so that a resumed run takes the same at the same place. */
function steering(
  memo: Memo,
  { steers = [], stopAfter }: Pick<DiscoverSystemOptions, 'steers' | 'stopAfter'>,
): NonNullable<ModelRequest['steer']> {
  let pending = steers;
  return async (round) => {
    const key = `decisions ${round}`;
    const before = steersSchema.safeParse(memo.get(key)).data;
    if (before !== undefined) return before;
    if (stopAfter !== undefined && round > stopAfter) return 'stop';
    const taken = pending;
    pending = [];
    await memo.set(key, taken);
    return taken;
  };
}

/**
 * Every candidate that ran becomes a simulator of the project, once also where the search was taken up again;
 * gives the ids of candidates in the project.
 */
async function saveCandidates(
  project: Project,
  { discovery }: SystemModel | StoppedModel,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const { items: saved } = await project.listSimulators();
  const ran = discovery.rounds.flatMap(({ candidates }) =>
    candidates.filter((candidate) => candidate.kind === 'evaluated'),
  );
  for (const candidate of ran) {
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
  return ids;
}
