/** The search for a structure as a run of a project: recorded, steered, stopped, taken up again and gone on from. */
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import { activityWords } from './activity-words.ts';
import { admissionReasons } from './admit-simulator.ts';
import { type BegunDiscovery, beginDiscovery, takeUpDiscovery } from './begin-discovery.ts';
import type { Decisions } from './decisions.ts';
import { discoverOutcome } from './discover-outcome.ts';
import type { DiscoverSystemOptions } from './discovery-options.ts';
import { modelEntry } from './model-entry.ts';
import { modelProgress } from './model-progress.ts';
import type { ModelEvent, ModelRequest } from './model-request.ts';
import { modelSystem, type StoppedModel, type SystemModel } from './model-system.ts';
import { openProposer, type Spending, type SpendingReport } from './open-proposer.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { projectWords } from './project-words.ts';
import { recordRun } from './record-run.ts';
import type { Log } from './run-entry.ts';
import { saveCandidates } from './save-candidates.ts';
import type { Services } from './services.ts';
import { afterSettled } from './settled-rounds.ts';
import { UseCaseError } from './use-case-error.ts';

/** With fewer rows to learn from, no structure can be told from another. */
const LEAST_ROWS = 5;

export interface DiscoverSystemReport {
  readonly run: RunRecord;
  /** Id of the chosen simulator in the project; absent when it was stopped before any was finished. */
  readonly simulator: string | undefined;
  readonly model: SystemModel | StoppedModel;
  /** What the language model was asked and took; absent where none was. */
  readonly spending?: SpendingReport;
}

/** Throws UseCaseError, ProjectError, DataError, ComputeError, LlmError, SimulatorError for code of a decision. */
export async function discoverSystem(
  project: Project,
  services: Services,
  options: DiscoverSystemOptions,
): Promise<DiscoverSystemReport> {
  const data = await readProjectData(project);
  refuseTooLittle(data);
  const begun = options.resume
    ? await takeUpDiscovery(project, data, options.resume.run)
    : await beginDiscovery(project, data, options);
  const { writer, seed, inputs, memo, decisions } = begun;
  const { proposer, spending } = openProposer(inputs, memo, {
    seed,
    ...(options.llm && { llm: options.llm }),
  });
  const steered: Services = {
    ...services,
    onRun: (run) => services.onRun?.({ ...run, steer: (steer) => decisions.decide([steer]) }),
  };
  const began = options.resume ? 'resume' : 'start';
  const { run, value } = await recordRun(writer, steered, began, async (log) => {
    decisions.open(log);
    if (options.resume) await decisions.decide(options.steers ?? []);
    const logSpending = () => {
      if (spending) log({ event: 'spending', ...spending.report() });
    };
    const model = await modelSystem({
      title: project.meta.name,
      words: projectWords(project.meta),
      dataset: data.dataset,
      heldOutRows: data.heldOutRows,
      ...{ seed, memo, proposer: afterSettled(proposer, memo), ...searchOf(begun) },
      steer: steering(decisions, options.stopAfter),
      simulate: services.simulate,
      admit: (compiled, episodes) => admissionReasons(services, compiled, episodes),
      ...(services.signal && { signal: services.signal }),
      onEvent: teller({ log, logSpending, services, decisions, spending, ...options }),
    }).finally(logSpending);
    const ids = await saveCandidates(project, model.discovery);
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

function searchOf({ inputs, memo }: BegunDiscovery) {
  const { rounds, patience, candidates, confusion, simulations, seconds, continued } = inputs;
  return {
    ...{ rounds, patience, candidates, confusion, settled: continued?.rounds ?? 0 },
    budget: {
      ...(simulations !== null && { simulations }),
      ...(seconds !== null && { seconds }),
      elapsed: memo.elapsed,
    },
  } satisfies Partial<ModelRequest>;
}

function steering(
  decisions: Decisions,
  stopAfter: number | undefined,
): NonNullable<ModelRequest['steer']> {
  return async (round) => {
    if (stopAfter !== undefined && round > stopAfter) return 'stop';
    return decisions.take(round);
  };
}

interface Telling {
  readonly log: Log;
  readonly logSpending: () => void;
  readonly services: Pick<Services, 'onProgress' | 'onActivity'>;
  readonly decisions: Decisions;
  readonly spending: Spending | undefined;
  readonly onEvent?: DiscoverSystemOptions['onEvent'];
}

/** Each event to everybody whom it concerns. */
function teller({ log, logSpending, services, decisions, spending, onEvent }: Telling) {
  const progressOf = modelProgress();
  const wordsOf = activityWords();
  const tellActivity = (words: string | null) =>
    services.onActivity?.({ words, spending: spending?.report() ?? null });
  return (event: ModelEvent): void => {
    if (event.kind === 'round-started') decisions.know(event.proposals);
    if (event.kind === 'stage' && event.stage !== 'discovering') decisions.close();
    const entry = modelEntry(event);
    if (entry?.event === 'round-start') log({ ...entry, ...decisions.of(entry.round) });
    else if (entry) log(entry);
    if (event.kind === 'proposer') {
      const words = wordsOf(event.activity);
      if (words !== undefined) tellActivity(words);
    }
    if (event.kind === 'round-started') logSpending();
    if (event.kind === 'round-started' || event.kind === 'stage') tellActivity(null);
    const progress = progressOf(event);
    if (progress) services.onProgress?.(progress);
    onEvent?.(event);
  };
}
